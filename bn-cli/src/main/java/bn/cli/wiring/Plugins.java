package bn.cli.wiring;

import bn.api.UsageException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

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
            Set<String> names = finder.findAll().stream().map(ModuleReference::descriptor).map(d -> d.name())
                    .collect(Collectors.toSet());
            if (names.isEmpty()) {
                throw new UsageException("--plugins " + folder + " holds no modular jar");
            }
            ModuleLayer boot = ModuleLayer.boot();
            Configuration configuration = boot.configuration().resolveAndBind(finder, ModuleFinder.of(), names);
            ModuleLayer layer = boot.defineModulesWithOneLoader(configuration, parent);
            return layer.findLoader(names.iterator().next());
        } catch (FindException | ResolutionException | LayerInstantiationException e) {
            throw new UsageException("the modules in --plugins " + folder + " cannot be used: " + e.getMessage());
        }
    }
}
