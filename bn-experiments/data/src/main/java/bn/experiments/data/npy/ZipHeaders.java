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
 * The headers that stand before the entries of a zip archive. The directory at its end repeats them, and nothing guards either by
 * a checksum: where they differ, one of them is damaged.
 */
final class ZipHeaders implements AutoCloseable {
    private static final int SIGNATURE = 0x04034b50;
    private static final int LENGTH = 30;
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 65_535;
    private static final int ENCRYPTED = 1;
    /** Checksum and sizes stand behind the data, and are not here. */
    private static final int DESCRIPTOR = 8;
    /** A size that stands in an extension, as it needs 64 bits. */
    private static final int ELSEWHERE = -1;
    /** No deflated data are more than this many times their compressed size: a match of 258 bytes takes at least 2 bits. */
    private static final long DEFLATE_LIMIT = 1032;

    private final FileChannel file;

    ZipHeaders(Path archive) throws IOException {
        file = FileChannel.open(archive, StandardOpenOption.READ);
    }

    /**
     * Compares an entry of the directory with the header before its data.
     *
     * @throws ZipException if they differ, or the entry cannot be read here
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
     * Checks that the directory was read to its end: what is behind damage in it would be missing without a word.
     *
     * @throws ZipException if the archive's end says that there are more or fewer entries
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
            // until it is full
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
