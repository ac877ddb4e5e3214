package bn.experiments.data.npy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * The local headers of a zip archive, which precede the data of each entry. The central directory at the end repeats them.
 * Neither has a checksum, but if they differ, one of them is damaged.
 */
final class ZipHeaders implements AutoCloseable {
    private static final int SIGNATURE = 0x04034b50;
    private static final int LENGTH = 30;
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 65_535;
    private static final int ENCRYPTED = 1;
    /** Flag: checksum and sizes are in a data descriptor after the data, and not in the local header. */
    private static final int DESCRIPTOR = 8;
    /** The value of a size field if the size is in a ZIP64 extension. */
    private static final int ELSEWHERE = -1;
    /** The maximum compression ratio of deflate: a match of 258 bytes takes at least 2 bits. */
    private static final long DEFLATE_LIMIT = 1032;

    private final FileChannel file;

    ZipHeaders(Path archive) throws IOException {
        file = FileChannel.open(archive, StandardOpenOption.READ);
    }

    /**
     * Compares an entry of the central directory with its local header.
     *
     * @throws ZipException if they differ, or the entry is not supported
     */
    void check(ZipArchiveEntry entry) throws IOException {
        byte[] name = entry.getRawName();
        String shown = entry.getName().replaceAll("\\p{Cntrl}+", " ");
        ByteBuffer header = read(entry.getLocalHeaderOffset(), LENGTH + name.length);
        int flags = header.getShort(6);
        boolean same = header.getInt(0) == SIGNATURE && header.getShort(8) == (short) entry.getMethod()
                && Short.toUnsignedInt(header.getShort(26)) == name.length
                && Arrays.equals(name, 0, name.length, header.array(), LENGTH, LENGTH + name.length);
        if ((flags & DESCRIPTOR) == 0) {
            same &= header.getInt(14) == (int) entry.getCrc() && is(entry.getCompressedSize(), header.getInt(18))
                    && is(entry.getSize(), header.getInt(22));
        }
        if (!same) {
            throw new ZipException("its directory and the header of " + shown + " differ");
        }
        if ((flags & ENCRYPTED) != 0 || entry.getGeneralPurposeBit().usesEncryption()) {
            throw new ZipException(shown + " is encrypted");
        }
        boolean stored = entry.getMethod() == ZipArchiveEntry.STORED;
        if (!stored && entry.getMethod() != ZipArchiveEntry.DEFLATED) {
            throw new ZipException(shown + " is compressed by method " + entry.getMethod()
                    + "; stored and deflated ones can be read");
        }
        long packed = entry.getCompressedSize();
        if (packed < 0 || packed > file.size() || entry.getSize() < 0
                || (stored ? entry.getSize() != packed : entry.getSize() > packed * DEFLATE_LIMIT)) {
            throw new ZipException("the sizes of " + shown + " cannot be");
        }
    }

    /**
     * Checks that the central directory is complete. Entries after damage in it would otherwise be lost silently.
     *
     * @throws ZipException if the number of entries is not the one at the end of the archive
     */
    void checkCount(int entries) throws IOException {
        int length = (int) Math.min(file.size(), END_LENGTH + LONGEST_COMMENT);
        ByteBuffer tail = read(file.size() - length, length);
        int end = length - END_LENGTH;
        while (end >= 0 && tail.getInt(end) != END) {
            end--;
        }
        if (end < 0 || entries == 0 || Short.toUnsignedInt(tail.getShort(end + 10)) != entries) {
            throw new ZipException("its directory is not complete, or empty");
        }
        if (end + END_LENGTH + Short.toUnsignedInt(tail.getShort(end + 20)) != length) {
            throw new ZipException("there are bytes behind its end");
        }
    }

    private static boolean is(long size, int stored) {
        return stored == ELSEWHERE || Integer.toUnsignedLong(stored) == size;
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (offset >= 0 && bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) >= 0) {
            // repeat until the buffer is full
        }
        if (bytes.hasRemaining()) {
            throw new EOFException("a header is missing");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
