package bn.cli.wiring;

import bn.api.UsageException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A folder of modular jars as a module layer, so that the providers in it are found like those on the module path. */
final class Plugins {

    private Plugins() { }

    /**
     * The class loader of a layer with all modules of a folder.
     *
     * @throws UsageException if there is no such folder, or its modules do not resolve
     */
    static ClassLoader load(Path folder, ClassLoader parent) {
        if (!Files.isDirectory(folder)) {
            throw new UsageException("--plugins " + folder + " is not a folder");
        }
        try {
            ModuleFinder finder = ModuleFinder.of(folder);
            Map<String, URI> jars = new TreeMap<>();
            finder.findAll().forEach(each -> jars.put(each.descriptor().name(), each.location().orElse(folder.toUri())));
            if (jars.isEmpty()) {
                throw new UsageException("--plugins " + folder + " holds no modular jar");
            }
            refuseKnown(jars);
            ModuleLayer boot = ModuleLayer.boot();
            Configuration configuration = boot.configuration().resolveAndBind(finder, ModuleFinder.of(), jars.keySet());
            ModuleLayer layer = boot.defineModulesWithOneLoader(configuration, parent);
            return layer.findLoader(jars.keySet().iterator().next());
        } catch (FindException | ResolutionException | LayerInstantiationException e) {
            throw new UsageException("the modules in --plugins " + folder + " cannot be used: " + reason(e));
        }
    }

    /** A second copy of a module would not fit the first one: its classes have the same names, but are others. */
    private static void refuseKnown(Map<String, URI> jars) {
        jars.forEach((name, jar) -> ModuleLayer.boot().findModule(name).ifPresent(known -> {
            throw new UsageException("module " + name + " of " + (jar.getScheme().equals("file") ? Path.of(jar) : jar) + " is one that bn has "
                    + "already: take it out of the folder of plug-ins");
        }));
    }

    /** With what is behind it: the first line of a message may name a jar and not say what is wrong with it. */
    private static String reason(RuntimeException e) {
        String reason = e.getMessage();
        Throwable cause = e.getCause();
        if (cause != null && cause.getMessage() != null && !reason.contains(cause.getMessage())) {
            reason += " (" + cause.getMessage() + ")";
        }
        return reason.contains("major.minor version") ? reason + "; this is Java " + Runtime.version().feature()
                + ": start bn with the newer Java that it was compiled for" : reason;
    }
}
