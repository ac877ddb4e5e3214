package bn.experiments.data.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes arrays as .npy files (version 1, little endian, row-major order), and several of them as a .npz file. */
public final class NpyWriter {
    /** The elements start at a multiple of this number of bytes, as the format requires. */
    private static final int ALIGNMENT = 64;
    private static final int BEFORE_TEXT = 10;

    private NpyWriter() {}

    /** Writes numbers as a float64 array with one or two dimensions. */
    public static void write(OutputStream out, double[] values, int... shape) throws IOException {
        long size = 1;
        for (int length : shape) {
            size *= length;
        }
        if (size != values.length || shape.length < 1 || shape.length > 2) {
            throw new IllegalArgumentException(values.length + " numbers do not have " + shape.length
                    + " dimensions of " + size + " elements");
        }
        header(out, "<f8", shape.length == 1 ? shape[0] + "," : shape[0] + ", " + shape[1]);
        ByteBuffer row = ByteBuffer.allocate(Double.BYTES * shape[shape.length - 1]).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += shape[shape.length - 1]) {
            row.asDoubleBuffer().put(values, from, shape[shape.length - 1]);
            out.write(row.array());
        }
    }

    /** Writes a vector of texts. */
    public static void write(OutputStream out, List<String> texts) throws IOException {
        int longest = Math.max(1, texts.stream().mapToInt(text -> text.codePointCount(0, text.length())).max().orElse(1));
        header(out, "<U" + longest, texts.size() + ",");
        for (String text : texts) {
            ByteBuffer element = ByteBuffer.allocate(Integer.BYTES * longest).order(ByteOrder.LITTLE_ENDIAN);
            text.codePoints().forEach(element::putInt);
            out.write(element.array());
        }
    }

    private static void header(OutputStream out, String type, String shape) throws IOException {
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        int length = Math.floorDiv(BEFORE_TEXT + text.length() + ALIGNMENT, ALIGNMENT) * ALIGNMENT - BEFORE_TEXT;
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) length, (byte) (length >> Byte.SIZE)});
        out.write((text + " ".repeat(length - text.length() - 1) + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Writes named arrays as a .npz file. The output is reproducible: the same arrays give the same bytes. */
    public static final class Archive implements AutoCloseable {
        private final ZipOutputStream zip;

        /** Starts an archive. {@link #close} completes it and closes the stream. */
        public Archive(OutputStream out) {
            zip = new ZipOutputStream(out);
        }

        /** Adds an array of numbers. */
        public void add(String name, double[] values, int... shape) throws IOException {
            begin(name);
            write(zip, values, shape);
        }

        /** Adds a vector of texts. */
        public void add(String name, List<String> texts) throws IOException {
            begin(name);
            write(zip, texts);
        }

        private void begin(String name) throws IOException {
            ZipEntry entry = new ZipEntry(name + ".npy");
            entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
            zip.putNextEntry(entry);
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
