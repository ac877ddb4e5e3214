package bn.cpu;

import bn.api.BnException;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/** A BLAS library that the user loads instead of the bundled OpenBLAS, by setting a system property of JavaCPP. */
final class CustomBlas {
    private static final String BUNDLED = "/org/bytedeco/openblas/";

    private CustomBlas() {}

    /** Names the library for the description of the device; empty if the user has set none. */
    static Optional<String> description() {
        return property().map(name -> "products by " + System.getProperty(name) + " (" + name + ")");
    }

    /**
     * Checks that the user's library was really loaded; JavaCPP silently loads its own if it does not find it. To be called after
     * the libraries have been loaded.
     *
     * @throws BnException if the user has set a library and the bundled one was loaded
     */
    static void check() {
        property().ifPresent(name -> {
            if (Loader.getLoadedLibraries().entrySet().stream()
                    .anyMatch(library -> library.getKey().startsWith("openblas_nolapack")
                            && library.getValue().replace('\\', '/').contains(BUNDLED))) {
                throw new BnException("the library '" + System.getProperty(name) + "' that the property " + name
                        + " names was not found; name its folder with -Dorg.bytedeco.javacpp.platform.preloadpath=FOLDER, or remove"
                        + " the property to use OpenBLAS");
            }
        });
    }

    private static Optional<String> property() {
        return Stream.of("org.bytedeco.openblas_nolapack.load", "org.bytedeco.openblas.load")
                .filter(name -> !System.getProperty(name, "").isEmpty()).findFirst();
    }
}
