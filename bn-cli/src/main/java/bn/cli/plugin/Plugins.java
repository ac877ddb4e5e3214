package bn.cli.plugin;

import bn.api.spi.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The plug-ins of a command: found and tried once, and named if their code fails later. */
public final class Plugins {
    /** Providers of backends. */
    public static final String BACKEND = "backend";
    /** Providers of normalizations. */
    public static final String NORMALIZATION = "normalization";
    /** Experiments. */
    public static final String EXPERIMENT = "experiment";
    /** Formats of files of trained networks. */
    public static final String MODEL_FORMAT = "model-format";
    /** The most seconds for a call of a provider that every start makes. */
    private static final String TIMEOUT = "bn.plugin.seconds";

    private volatile ModuleLayer layer = ModuleLayer.empty();
    private Map<String, String> faults = Map.of();

    /**
     * The class loader that finds providers on the module path, on the class path and in a folder of plug-ins.
     *
     * @throws bn.api.InvalidRequestException if the folder or its modules cannot be used
     */
    public ClassLoader load(Optional<Path> folder) {
        if (folder.isEmpty()) {
            return Plugins.class.getClassLoader();
        }
        layer = PluginFolder.layer(folder.get());
        faults = PluginCheck.faults(folder.get(),
                Duration.ofMillis((long) (1000 * Double.parseDouble(System.getProperty(TIMEOUT, "5")))));
        return loader(layer);
    }

    /** The one class loader of a layer of plug-ins. */
    static ClassLoader loader(ModuleLayer layer) {
        return layer.modules().iterator().next().getClassLoader();
    }

    /** Why a provider of a kind must not run: what it did when it was tried. */
    public Optional<String> refusal(String kind, Class<?> type) {
        return type.getModule().getLayer() == layer ? Optional.ofNullable(faults.get(PluginCheck.key(kind, type)))
                .map(fault -> fault + ", so it is not used: take the jar away, or get a right one") : Optional.empty();
    }

    /** If the code of a plug-in failed, one line that names it. */
    public Optional<String> failure(Throwable thrown) {
        List<Throwable> causes = Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).toList();
        return causes.stream().flatMap(each -> Stream.concat(Faults.classes(each),
                Stream.of(each.getStackTrace()).map(StackTraceElement::getClassName)))
                .flatMap(name -> name(name).stream()).findFirst()
                .map(name -> name + " failed: " + Faults.text(causes.get(causes.size() - 1)));
    }

    /** A class of a plug-in with its jar, for messages. */
    public Optional<String> name(String type) {
        String found = type.substring(0, Math.max(0, type.lastIndexOf('.')));
        return layer.modules().stream().filter(module -> module.getPackages().contains(found)).findFirst()
                .flatMap(module -> layer.configuration().findModule(module.getName()))
                .flatMap(module -> module.reference().location())
                .map(jar -> "plug-in " + type + " (" + Path.of(jar) + ")");
    }
}
