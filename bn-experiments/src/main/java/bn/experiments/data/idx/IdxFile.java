package bn.experiments.data.idx;

import bn.experiments.data.Capacity;
import bn.experiments.data.Content;
import bn.experiments.data.DataException;
import bn.experiments.data.DataRemedy;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An IDX file of unsigned bytes, plain or gzip.
 *
 * @param dimensions the sizes that the header gives, each at least 1
 * @param values the bytes, last dimension fastest
 * @param sha256 SHA-256 of the content
 */
record IdxFile(int[] dimensions, byte[] values, String sha256) {
    /** Type code of unsigned bytes; the magic number is this code and the number of dimensions, in the two low bytes. */
    private static final int UNSIGNED_BYTE = 0x08;
    /** No gzip file holds more than this many times its size: deflate spends 2 bits at least on a match of 258 bytes. */
    private static final long DEFLATE_LIMIT = 1032;

    /**
     * Reads a file, asking for memory only as its content arrives.
     *
     * @param rank the number of dimensions it must have: 3 for images, 1 for labels
     * @throws DataException if it is not such a file or its header and its content do not agree
     */
    static IdxFile read(Path file, int rank) {
        return read(file, rank, Capacity.bytes());
    }

    static IdxFile read(Path file, int rank, long mostBytes) {
        try (Content content = Content.open(file)) {
            int[] dimensions = header(file, content, rank);
            long claimed = claimed(file, dimensions, content.gzip(), mostBytes);
            byte[] values = values(file, content, (int) claimed);
            if (values.length < claimed) {
                throw new DataException(file + " is truncated: its header claims " + product(dimensions) + " = " + claimed
                        + " bytes of data, it holds " + values.length + "; get it again");
            }
            if (content.read() >= 0) {
                throw new DataException(file + " has bytes after the " + product(dimensions) + " = " + claimed
                        + " that its header claims; get it again");
            }
            return new IdxFile(dimensions, values, content.sha256());
        } catch (IOException e) {
            throw Content.explain(file, e);
        }
    }

    private static byte[] values(Path file, Content content, int claimed) throws IOException {
        try {
            return content.readNBytes(claimed);
        } catch (OutOfMemoryError e) {
            throw new DataException(file + ": its " + claimed + " bytes do not fit in the memory that is left; give Java more, "
                    + "for example by -Xmx4g, or use a smaller file", e, DataRemedy.JAVA_MEMORY);
        }
    }

    private static int[] header(Path file, Content content, int rank) throws IOException {
        byte[] header = content.readNBytes(4 + 4 * rank);
        int expected = UNSIGNED_BYTE << 8 | rank;
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(header));
        if (header.length >= 4) {
            int found = in.readInt();
            if (found != expected) {
                throw new DataException(String.format("%s is not an IDX file of unsigned bytes in %d dimension%s: magic number "
                        + "0x%08x expected, 0x%08x found", file, rank, rank == 1 ? "" : "s", expected, found));
            }
        }
        if (header.length < 4 + 4 * rank) {
            throw new DataException(file + " is truncated: it holds " + header.length + " bytes, its header alone needs "
                    + (4 + 4 * rank) + "; get it again");
        }
        int[] dimensions = new int[rank];
        for (int i = 0; i < rank; i++) {
            dimensions[i] = in.readInt();
            if (dimensions[i] == 0) {
                throw new DataException(file + " is empty: dimension " + (i + 1) + " of " + rank + " in its header is 0");
            }
        }
        return dimensions;
    }

    /** The number of bytes that the header claims, once it is known that the file and the memory can hold them. */
    private static long claimed(Path file, int[] dimensions, boolean gzip, long mostBytes) throws IOException {
        BigInteger claimed = Arrays.stream(dimensions).mapToObj(Integer::toUnsignedLong).map(BigInteger::valueOf)
                .reduce(BigInteger.ONE, BigInteger::multiply);
        long size = Files.size(file);
        long canHold = gzip ? Math.multiplyExact(size, DEFLATE_LIMIT) : size - 4 - 4L * dimensions.length;
        String claim = file + ": its header claims " + product(dimensions) + " = " + claimed + " bytes of data, ";
        if (claimed.compareTo(BigInteger.valueOf(canHold)) > 0) {
            throw new DataException(claim + (gzip ? "more than " + size + " bytes of gzip can hold" : "it holds " + canHold)
                    + "; it is truncated or damaged, get it again");
        }
        if (claimed.compareTo(BigInteger.valueOf(mostBytes)) > 0) {
            throw new DataException(claim + "more than the " + mostBytes
                    + " that fit here; give Java more memory, for example by -Xmx4g, or use a smaller file",
                    DataRemedy.JAVA_MEMORY);
        }
        return claimed.longValueExact();
    }

    private static String product(int[] dimensions) {
        return Arrays.stream(dimensions).mapToObj(Integer::toUnsignedString).collect(Collectors.joining(" x "));
    }
}
