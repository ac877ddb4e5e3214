package bn.experiments.data.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The folders in which the files of data sets are stored.
 *
 * @param chosen the folder in the environment variable {@code BN_DATA}
 * @param cache the folder of this program in the user's cache
 */
public record DataFolders(Optional<Path> chosen, Path cache) {
    private static final String UNNAMED = "mnist";

    /** The folders of this process. */
    public static DataFolders ofProcess() {
        return of(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    /**
     * The folders for an environment. The cache is at the usual place of the operating system; on Linux that of the XDG base
     * directory specification, which ignores a relative XDG_CACHE_HOME.
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

    /** The folder to which a data set is downloaded. */
    public Path download(String dataset) {
        return chosen.orElse(cache).resolve(dataset);
    }

    /**
     * The folders in which a data set is searched, in this order: a subfolder with its name, then the folder itself. Several data
     * sets use MNIST's file names, so files that lie directly in the data folder count as MNIST unless the user named the folder.
     *
     * @param given the folder that the user named, if any; other folders are then not searched
     */
    public List<Path> candidates(String dataset, Optional<Path> given) {
        Path folder = given.or(() -> chosen).orElse(cache);
        Path own = folder.resolve(dataset);
        return given.isPresent() || dataset.equals(UNNAMED) ? List.of(own, folder) : List.of(own);
    }
}
