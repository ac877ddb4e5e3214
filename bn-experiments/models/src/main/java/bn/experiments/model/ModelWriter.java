package bn.experiments.model;

import bn.api.spi.Named;
import bn.api.spi.Providers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;

/**
 * A format that trained networks are written in. Implementations are found by {@link ServiceLoader} and have a public constructor
 * without arguments.
 */
public interface ModelWriter extends Named {

    /** The name of the format, such as {@code onnx}. */
    @Override
    String name();

    /** How the names of its files end, without the dot, such as {@code onnx}. */
    String extension();

    /**
     * What was written.
     *
     * @param opset the version of ONNX's operators; empty in formats without operators
     * @param notes what the user has to know, each in one line
     */
    record Written(OptionalInt opset, List<String> notes) {

        /** Copies the notes. */
        public Written {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Writes a network. If this fails, what was written so far is no file of the format.
     *
     * @param opset the version of ONNX's operators to write; empty for the usual one
     * @throws bn.api.InvalidRequestException if the network cannot be written in this version, or the format has none
     * @throws bn.api.BnException if a parameter is missing or is not finite, or the network does not fit the format
     */
    Written write(OutputStream out, ModelExport network, OptionalInt opset) throws IOException;

    /** The formats that a class loader and its parents see: on the class path, on the module path and in module layers. */
    static Providers<ModelWriter> load(ClassLoader loader) {
        return new Providers<>("format to write", ServiceLoader.load(ModelWriter.class, loader), loader,
                type -> Optional.empty());
    }
}
