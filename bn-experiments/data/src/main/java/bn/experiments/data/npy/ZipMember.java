package bn.experiments.data.npy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/** The content of an entry of a zip archive, which ends where the archive says, with the checksum that it says. */
final class ZipMember extends FilterInputStream {
    private final CRC32 sum = new CRC32();
    private final long crc;
    private long left;

    /** The content in a stream that does not check it. */
    ZipMember(InputStream content, long size, long crc) {
        super(content);
        left = size;
        this.crc = crc;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = in.read(into, offset, length);
        if (read >= 0) {
            sum.update(into, offset, read);
            left -= read;
        }
        if (read < 0 && left > 0 || left < 0) {
            throw new ZipException("its size is not the one that the archive says");
        }
        if (read < 0 && sum.getValue() != crc) {
            throw new ZipException("its CRC-32 is not the one that the archive says");
        }
        return read;
    }
}
