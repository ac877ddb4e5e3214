package bn.experiments.data.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Builds .npy files byte by byte after NumPy's documentation (numpy.lib.format). */
final class NpyBytes {
    private NpyBytes() {}

    static byte[] file(int version, String type, boolean byColumns, String shape, byte[] elements) {
        String text = "{'descr': " + type + ", 'fortran_order': " + (byColumns ? "True" : "False")
                + ", 'shape': " + shape + ", }\n";
        byte[] header = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(12 + header.length + elements.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) version).put((byte) 0);
        if (version == 1) {
            file.putShort((short) header.length);
        } else {
            file.putInt(header.length);
        }
        file.put(header).put(elements);
        byte[] bytes = new byte[file.position()];
        file.flip().get(bytes);
        return bytes;
    }

    static byte[] elements(ByteOrder order, int size, Consumer<ByteBuffer> content) {
        ByteBuffer buffer = ByteBuffer.allocate(size).order(order);
        content.accept(buffer);
        return buffer.array();
    }
}
