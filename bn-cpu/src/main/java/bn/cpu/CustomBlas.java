package bn.cpu;

import bn.api.BnException;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/** A library for products that users load instead of the OpenBLAS that comes with JavaCPP, by a property of JavaCPP. */
final class OwnBlas {
    private static final String BUNDLED = "/org/bytedeco/openblas/";

    private OwnBlas() { }

    /** For people: the library as users named it. */
    static Optional<String> text() {
        return property().map(name -> "products by " + System.getProperty(name) + " (" + name + ")");
    }

    /**
     * Called after the libraries are loaded: where it finds none, JavaCPP takes its own without a word.
     *
     * @throws BnException if users named a library, and that happened
     */
    static void check() {
        property().ifPresent(name -> {
            if (Loader.getLoadedLibraries().entrySet().stream().anyMatch(library -> library.getKey().startsWith("openblas_nolapack")
                    && library.getValue().replace('\\', '/').contains(BUNDLED))) {
                throw new BnException("the library '" + System.getProperty(name) + "' that the property " + name
                        + " names was not found; name its folder by -Dorg.bytedeco.javacpp.platform.preloadpath=FOLDER, or leave"
                        + " the property out to use OpenBLAS");
            }
        });
    }

    private static Optional<String> property() {
        return Stream.of("org.bytedeco.openblas_nolapack.load", "org.bytedeco.openblas.load")
                .filter(name -> !System.getProperty(name, "").isEmpty()).findFirst();
    }
}
