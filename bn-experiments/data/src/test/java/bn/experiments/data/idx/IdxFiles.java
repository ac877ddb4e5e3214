package bn.experiments.data.idx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes IDX files for tests. */
final class IdxFiles {
    static final int IMAGES = 0x00000803;
    static final int LABELS = 0x00000801;

    private IdxFiles() {}

    /** The bytes of a file: magic number, header as given, values. */
    static byte[] bytes(int magic, int[] header, byte[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * header.length + values.length).putInt(magic);
        for (int size : header) {
            buffer.putInt(size);
        }
        return buffer.put(values).array();
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] images(int count, int height, int width) {
        byte[] pixels = new byte[count * height * width];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 37);
        }
        return bytes(IMAGES, new int[] {count, height, width}, pixels);
    }

    static byte[] labels(int... labels) {
        byte[] values = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            values[i] = (byte) labels[i];
        }
        return bytes(LABELS, new int[] {labels.length}, values);
    }

    static void write(Path folder, String name, byte[] bytes) {
        try {
            Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A complete data set: three training and two test images of 2 x 3 pixels. */
    static void writeAll(Path folder) {
        write(folder, "train-images-idx3-ubyte", images(3, 2, 3));
        write(folder, "train-labels-idx1-ubyte", labels(0, 1, 9));
        write(folder, "t10k-images-idx3-ubyte", images(2, 2, 3));
        write(folder, "t10k-labels-idx1-ubyte", labels(5, 1));
    }
}
