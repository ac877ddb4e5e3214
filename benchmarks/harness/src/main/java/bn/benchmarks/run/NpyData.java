package bn.benchmarks.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Writes random tables in the format of NumPy, version 1.0: float32, row after row. */
final class NpyData {
    private static final int HEADER = 128;
    private static final int NUMBERS = 1 << 14;

    private NpyData() {}

    /** Uniform numbers from -1 to 1; one column is written as a vector. */
    static void write(Path file, long rows, long columns, long seed) throws IOException {
        String shape = columns == 1 ? "(" + rows + ",)" : "(" + rows + ", " + columns + ")";
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
        ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * NUMBERS).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0)
                .putShort((short) (HEADER - 10))
                .put(String.format("%-" + (HEADER - 11) + "s\n", text).getBytes(StandardCharsets.US_ASCII));
        SplittableRandom random = new SplittableRandom(seed);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = rows * columns; left > 0; left--) {
                if (buffer.remaining() < Float.BYTES) {
                    out.write(buffer.array(), 0, buffer.position());
                    buffer.clear();
                }
                buffer.putFloat((float) (2 * random.nextDouble() - 1));
            }
            out.write(buffer.array(), 0, buffer.position());
        }
    }
}
