package bn.experiments.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A simple gzip reader after RFC 1952, for comparison: it checks checksum and size of every member. */
public final class NaiveGzip {
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private NaiveGzip() {}

    /** The content; the bytes themselves if they do not start with the gzip signature; null if the file is damaged. */
    public static byte[] content(byte[] file) throws DataFormatException {
        if (file.length < 2 || file[0] != 0x1f || file[1] != (byte) 0x8b) {
            return file;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            if (in.remaining() < 18 || in.getShort() != (short) 0x8b1f || in.get() != 8) {
                return null;
            }
            int flags = in.get();
            in.position(in.position() + 6);
            if ((flags & 4) != 0) {
                in.position(in.position() + 2 + Short.toUnsignedInt(in.getShort(in.position())));
            }
            for (int field : new int[] {NAME, COMMENT}) {
                while ((flags & field) != 0 && in.get() != 0) {
                    // skip the field
                }
            }
            in.position(in.position() + ((flags & 2) != 0 ? 2 : 0));
            Inflater inflater = new Inflater(true);
            inflater.setInput(file, in.position(), in.remaining());
            byte[] buffer = new byte[1 << 16];
            CRC32 sum = new CRC32();
            while (!inflater.finished()) {
                int n = inflater.inflate(buffer);
                if (n == 0 && !inflater.finished()) {
                    return null;
                }
                sum.update(buffer, 0, n);
                content.write(buffer, 0, n);
            }
            in.position(file.length - inflater.getRemaining());
            if (in.remaining() < 8 || in.getInt() != (int) sum.getValue() || in.getInt() != (int) inflater.getBytesWritten()) {
                return null;
            }
            inflater.end();
        }
        return content.toByteArray();
    }
}
