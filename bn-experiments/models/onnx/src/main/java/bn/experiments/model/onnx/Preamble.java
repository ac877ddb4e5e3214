package bn.experiments.model.onnx;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.Map;

/**
 * The first fields of a file. ONNX has no magic number, but a model is a protobuf message ModelProto whose first field is the
 * version of the format, and all of whose fields are known.
 */
final class Preamble {
    private static final int IR_VERSION = 1;
    private static final int GRAPH = 7;
    private static final long LARGEST_VERSION = 255;
    /** Wire types, the lowest 3 bits of a tag: a number, and a length with as many bytes. */
    private static final int NUMBER = 0;
    private static final int BYTES = 2;
    /** Wire types of the fields of ModelProto (onnx.proto); 26 is configuration, since version 11 of the format. */
    private static final Map<Integer, Integer> FIELDS = Map.ofEntries(Map.entry(IR_VERSION, NUMBER), Map.entry(2, BYTES),
            Map.entry(3, BYTES), Map.entry(4, BYTES), Map.entry(5, NUMBER), Map.entry(6, BYTES), Map.entry(GRAPH, BYTES),
            Map.entry(8, BYTES), Map.entry(14, BYTES), Map.entry(20, BYTES), Map.entry(25, BYTES), Map.entry(26, BYTES));

    private Preamble() {}

    /**
     * Whether a file is a model, perhaps a damaged one, by its fields up to the graph.
     *
     * @param head the first bytes of the file
     */
    static boolean matches(byte[] head) {
        CodedInputStream in = CodedInputStream.newInstance(head);
        try {
            if (in.readTag() != (IR_VERSION << 3 | NUMBER) || !isVersion(in.readRawVarint64())) {
                return false;
            }
            while (!in.isAtEnd()) {
                int tag = in.readTag();
                Integer type = FIELDS.get(tag >>> 3);
                if (type == null || type != (tag & 7)) {
                    return false;
                }
                long length = in.readRawVarint64();
                boolean last = tag >>> 3 == GRAPH || type == BYTES && length > head.length - in.getTotalBytesRead();
                if (last || length < 0) {
                    return type == BYTES && length > 0;
                }
                if (type == BYTES) {
                    in.skipRawBytes((int) length);
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isVersion(long version) {
        return version > 0 && version <= LARGEST_VERSION;
    }
}
