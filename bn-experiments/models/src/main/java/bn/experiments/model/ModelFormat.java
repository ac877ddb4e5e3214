package bn.experiments.model;

import bn.api.spi.Named;
import bn.api.spi.Providers;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * A format of files of trained networks. Implementations are found by {@link ServiceLoader} and have a public constructor without
 * arguments. Reading never runs code from a file, and never allocates what only a header asks for.
 */
public interface ModelFormat extends Named {

    /** The name of the format, such as {@code onnx}; {@code bn inspect} prints it. */
    @Override
    String name();

    /** Whether a file is of this format, by its content; its name says nothing. A damaged file of this format is one of it. */
    boolean recognises(ModelFile file);

    /**
     * Reads a file. The arrays stay in the file until their values are asked for.
     *
     * @throws bn.api.BnException if it is damaged or holds something that is not read, in one line that says what and where
     */
    Model read(ModelFile file);

    /** Writes networks in this format; empty if it is only read. */
    default Optional<ModelWriter> writer() {
        return Optional.empty();
    }

    /** The formats that a class loader and its parents see: on the class path, on the module path and in module layers. */
    static Providers<ModelFormat> load(ClassLoader loader) {
        return load(loader, type -> Optional.empty());
    }

    /** The same, but those of which the function says what they did are not used, and become failures. */
    static Providers<ModelFormat> load(ClassLoader loader, Function<Class<?>, Optional<String>> refusal) {
        return new Providers<>("model format", ServiceLoader.load(ModelFormat.class, loader), loader, refusal);
    }
}
