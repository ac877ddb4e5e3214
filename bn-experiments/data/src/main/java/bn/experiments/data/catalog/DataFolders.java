package bn.experiments.data.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where the files of data sets are kept.
 *
 * @param chosen the folder that the environment variable {@code BN_DATA} names
 * @param cache this program's folder in the user's cache
 */
public record DataFolders(Optional<Path> chosen, Path cache) {
    private static final String UNNAMED = "mnist";

    /** The folders of this process. */
    public static DataFolders ofProcess() {
        return of(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    /**
     * The folders in an environment: the cache is where the operating system's conventions put it (on Linux those of the XDG base
     * directory specification, by which a relative XDG_CACHE_HOME does not count).
     *
     * @param environment variables by name: BN_DATA, XDG_CACHE_HOME, LOCALAPPDATA
     * @param system name of the operating system
     * @param home the user's folder
     */
    public static DataFolders of(Map<String, String> environment, String system, Path home) {
        String name = system.toLowerCase(Locale.ROOT);
        Path caches;
        if (name.startsWith("mac")) {
            caches = home.resolve("Library").resolve("Caches");
        } else if (name.startsWith("windows")) {
            caches = path(environment, "LOCALAPPDATA").orElse(home.resolve("AppData").resolve("Local"));
        } else {
            caches = path(environment, "XDG_CACHE_HOME").filter(Path::isAbsolute).orElse(home.resolve(".cache"));
        }
        return new DataFolders(path(environment, "BN_DATA"), caches.resolve("bn"));
    }

    private static Optional<Path> path(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank()).map(Path::of);
    }

    /** Where a data set is downloaded to. */
    public Path download(String dataset) {
        return chosen.orElse(cache).resolve(dataset);
    }

    /**
     * Where a data set is looked for, in this order: in a folder of its name, then in the folder itself. Data sets have files of
     * the same names, so without a folder that the user gave for this one, what lies in no folder of its own is taken for MNIST.
     *
     * @param given the folder that the user gave; then only there
     */
    public List<Path> candidates(String dataset, Optional<Path> given) {
        Path folder = given.or(() -> chosen).orElse(cache);
        Path own = folder.resolve(dataset);
        return given.isPresent() || dataset.equals(UNNAMED) ? List.of(own, folder) : List.of(own);
    }
}
