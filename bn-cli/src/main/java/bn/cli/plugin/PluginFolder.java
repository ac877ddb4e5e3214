package bn.cli.plugin;

import bn.api.InvalidRequestException;
import bn.api.backend.BackendProvider;
import bn.api.norm.NormalizationProvider;
import bn.experiments.study.Experiment;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of modular jars as a module layer, so that the providers in it are found like those on the module path. */
final class PluginFolder {

    private static final List<String> SERVICES = List.of(BackendProvider.class.getName(), NormalizationProvider.class.getName(),
            Experiment.class.getName());

    private PluginFolder() {}

    /**
     * A layer with all modules of a folder, in one class loader. None of their code runs.
     *
     * @throws InvalidRequestException if there is no such folder, or its modules do not resolve
     */
    static ModuleLayer layer(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidRequestException("--plugins " + folder + " is not a folder");
        }
        refuseOtherThanFiles(folder);
        Map<String, ModuleReference> jars = new TreeMap<>();
        try {
            ModuleFinder finder = ModuleFinder.of(folder);
            finder.findAll().forEach(each -> jars.put(each.descriptor().name(), each));
            if (jars.isEmpty()) {
                throw new InvalidRequestException("--plugins " + folder + " holds no modular jar");
            }
            refuseKnown(jars);
            ModuleLayer boot = ModuleLayer.boot();
            Configuration configuration = boot.configuration().resolveAndBind(finder, ModuleFinder.of(), jars.keySet());
            ModuleLayer layer = boot.defineModulesWithOneLoader(configuration, PluginFolder.class.getClassLoader());
            refuseNothing(folder, jars.values());
            return layer;
        } catch (FindException | ResolutionException | LayerInstantiationException e) {
            throw new InvalidRequestException("the modules in --plugins " + folder + " cannot be used: " + reason(e, jars));
        }
    }

    /** The finder of modules ignores entries that are named like a jar and are none. */
    private static void refuseOtherThanFiles(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(entry -> entry.toString().endsWith(".jar") && !(Files.isRegularFile(entry) && Files.isReadable(entry)))
                    .sorted()
                    .findFirst().ifPresent(entry -> {
                        throw new InvalidRequestException(entry + " in the folder of plug-ins is " + (Files.isDirectory(entry)
                                ? "a folder, not a jar"
                                : Files.exists(entry) ? "no file that can be read" : "a link to nothing")
                                + ": take it away, or get a right one");
                    });
        } catch (IOException e) {
            throw new InvalidRequestException("--plugins " + folder + " cannot be read: " + e);
        }
    }

    /** A second copy of a module would not work with the first: its classes have the same names, but are different classes. */
    private static void refuseKnown(Map<String, ModuleReference> jars) {
        jars.forEach((name, jar) -> ModuleLayer.boot().findModule(name).ifPresent(known -> {
            throw new InvalidRequestException("module " + name + " of " + path(jar) + " is one that bn has "
                    + "already: take it out of the folder of plug-ins");
        }));
    }

    private static void refuseNothing(Path folder, Collection<ModuleReference> jars) {
        if (jars.stream().flatMap(jar -> jar.descriptor().provides().stream())
                .noneMatch(each -> SERVICES.contains(each.service()))) {
            throw new InvalidRequestException("--plugins " + folder + " has no effect: none of " + jars.stream()
                    .map(PluginFolder::path)
                    .collect(Collectors.joining(", ")) + " provides a service " + String.join(" or ", SERVICES));
        }
    }

    private static String path(ModuleReference jar) {
        return jar.location().map(Path::of).map(Path::toString).orElse("unknown");
    }

    /**
     * The message with that of its cause, since it may name a jar and not say what is wrong with it; and with the jars of the modules and
     * packages that it names.
     */
    private static String reason(RuntimeException e, Map<String, ModuleReference> jars) {
        String message = e.getMessage();
        Throwable cause = e.getCause();
        if (cause != null && cause.getMessage() != null && !message.contains(cause.getMessage())) {
            message += " (" + cause.getMessage() + ")";
        }
        if (message.contains("major.minor version")) {
            return message + "; this is Java " + Runtime.version().feature() + ": use the newer Java that it was compiled for";
        }
        List<String> words = List.of(message.split("[ ,:]+"));
        return message + jars.entrySet().stream().filter(jar -> words.contains(jar.getKey())
                || jar.getValue().descriptor().packages().stream().anyMatch(words::contains))
                .map(jar -> "; " + jar.getKey() + " is " + path(jar.getValue())).collect(Collectors.joining());
    }
}
