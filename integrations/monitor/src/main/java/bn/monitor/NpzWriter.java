package bn.monitor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes NumPy's npz: a zip of NPY files (format 1.0) of one axis. A library for these 40 lines would be larger than this module.
 * Equal arrays give equal bytes.
 */
final class NpzWriter implements AutoCloseable {
    /** A zip has the time of its entries; always the same one. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final int ALIGNMENT = 64;

    private final ZipOutputStream zip;

    NpzWriter(OutputStream out) {
        zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    }

    /** Adds an array of float64. */
    void add(String name, double[] values) throws IOException {
        write(name, "<f8", values.length, buffer -> buffer.asDoubleBuffer().put(values));
    }

    /** Adds an array of one int64. */
    void add(String name, long value) throws IOException {
        write(name, "<i8", 1, buffer -> buffer.putLong(value));
    }

    private void write(String name, String type, int length, Consumer<ByteBuffer> values) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + length + ",), }";
        int start = 10;
        // Up to the next multiple of 64, with a line break at the end.
        int padded = (start + header.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT - start;
        ByteBuffer file = ByteBuffer.allocate(start + padded + Long.BYTES * length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0)
                .putShort((short) padded);
        file.put((header + " ".repeat(padded - header.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        values.accept(file);
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(file.array());
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
