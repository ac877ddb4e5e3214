package bn.experiments.model;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalInt;

/** Writes networks in a format, see {@link ModelFormat#writer}. */
public interface ModelWriter {

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
}
