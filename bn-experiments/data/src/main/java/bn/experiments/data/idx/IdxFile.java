package bn.experiments.data.idx;

import bn.api.ApiRemedy;
import bn.experiments.data.DataException;
import bn.experiments.data.GunzippedFile;
import bn.experiments.result.MaxHeap;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An IDX file of unsigned bytes, possibly compressed by gzip.
 *
 * @param dimensions the sizes of the dimensions in the header, each at least 1
 * @param values the bytes in row-major order (the last dimension varies fastest)
 * @param sha256 SHA-256 of the content
 */
record IdxFile(int[] dimensions, byte[] values, String sha256) {
    /** The type code of unsigned bytes. The two low bytes of the magic number are this code and the number of dimensions. */
    private static final int UNSIGNED_BYTE = 0x08;
    /** The maximum compression ratio of deflate: a match of 258 bytes takes at least 2 bits. */
    private static final long DEFLATE_LIMIT = 1032;
    /** Images are compressed by less; then the content is read into one array, where chunks would need it twice. */
    private static final long USUAL_RATIO = 16;
    private static final long LEAST = 1 << 16;

    /**
     * Reads a file. Memory is allocated as the content is read: at first for what a file of its size usually has, then twice as much.
     *
     * @param rank the required number of dimensions: 3 for images, 1 for labels
     * @throws DataException if it is not an IDX file of this rank, or header and content do not match
     */
    static IdxFile read(Path file, int rank) {
        return read(file, rank, MaxHeap.bytes());
    }

    static IdxFile read(Path file, int rank, long mostBytes) {
        try (GunzippedFile content = GunzippedFile.open(file)) {
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
            throw GunzippedFile.explain(file, e);
        }
    }

    private static byte[] values(Path file, GunzippedFile content, int claimed) throws IOException {
        try {
            byte[] values = new byte[(int) Math.min(claimed, Math.max(LEAST, USUAL_RATIO * Files.size(file)))];
            int read = content.readNBytes(values, 0, values.length);
            while (read == values.length && read < claimed) {
                values = Arrays.copyOf(values, (int) Math.min(claimed, 2L * read));
                read += content.readNBytes(values, read, values.length - read);
            }
            return read == values.length ? values : Arrays.copyOf(values, read);
        } catch (OutOfMemoryError e) {
            throw new DataException(file + ": its " + claimed + " bytes do not fit in the memory that is left; give Java more, "
                    + "for example by -Xmx4g, or use a smaller file", e, ApiRemedy.JAVA_MEMORY);
        }
    }

    private static int[] header(Path file, GunzippedFile content, int rank) throws IOException {
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

    /** The number of bytes according to the header, after checking that the file can contain them and that they fit in memory. */
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
                    ApiRemedy.JAVA_MEMORY);
        }
        return claimed.longValueExact();
    }

    private static String product(int[] dimensions) {
        return Arrays.stream(dimensions).mapToObj(Integer::toUnsignedString).collect(Collectors.joining(" x "));
    }
}
