package bn.monitor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads an npz file of arrays of one axis, by the description of the format. */
final class Npz {

    private Npz() {}

    static Map<String, double[]> read(Path file) throws IOException {
        Map<String, double[]> arrays = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    arrays.put(entry.getName(), array(ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN)));
                }
            }
        }
        return arrays;
    }

    private static double[] array(ByteBuffer file) throws IOException {
        byte[] magic = new byte[8];
        file.get(magic);
        byte[] header = new byte[file.getShort()];
        file.get(header);
        String text = new String(header, StandardCharsets.US_ASCII);
        if (!new String(magic, StandardCharsets.ISO_8859_1).equals("\u0093NUMPY\u0001\u0000") || file.position() % 64 != 0
                || !text.endsWith("\n") || !text.contains("'fortran_order': False")) {
            throw new IOException("not NPY: " + text);
        }
        int length = Integer.parseInt(text.replaceAll("(?s).*\\((\\d+),\\).*", "$1"));
        if (file.remaining() != 8 * length) {
            throw new IOException(file.remaining() + " bytes for " + length + " elements");
        }
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = text.contains("'<i8'") ? file.getLong() : file.getDouble();
        }
        return values;
    }
}
