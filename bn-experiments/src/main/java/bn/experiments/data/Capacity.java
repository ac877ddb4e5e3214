package bn.experiments.data;

import bn.api.Remedy;
import java.util.Locale;
import java.util.stream.Stream;

/** How much data fits, so that a claim that does not is refused before memory is asked for. */
public final class Capacity {
    /** The largest array that every Java virtual machine can make has about this length. */
    public static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private static final double GIGABYTE = 1e9;

    private Capacity() { }

    /** The most bytes that one array may hold here: half the heap, as reading and keeping it may need it twice for a moment. */
    public static long bytes() {
        return Math.min(LONGEST_ARRAY, Runtime.getRuntime().maxMemory() / 2);
    }

    /**
     * Refuses what cannot fit in the memory that Java may use.
     *
     * @param what needs it: the beginning of the message
     * @param bytes how many it needs at once
     * @param advice what to do other than giving Java more memory
     * @param remedies the same as values
     * @throws DataException if that is more than there is; the message has both in GB
     */
    public static void require(String what, double bytes, String advice, Remedy... remedies) {
        if (bytes > Runtime.getRuntime().maxMemory()) {
            throw new DataException(message(what, bytes, advice), memoryToo(remedies));
        }
    }

    private static String message(String what, double bytes, String advice) {
        return String.format(Locale.ROOT, "%s needs %.2f GB of memory, and Java may use %.2f GB; %s, or give it more, for "
                + "example by -Xmx%.0fg", what, bytes / GIGABYTE,
                Runtime.getRuntime().maxMemory() / GIGABYTE, advice, Math.ceil(2 * bytes / (1 << 30)));
    }

    private static Remedy[] memoryToo(Remedy... remedies) {
        return Stream.concat(Stream.of(remedies), Stream.of(DataRemedy.JAVA_MEMORY)).toArray(Remedy[]::new);
    }

    /**
     * An array.
     *
     * @param what needs it, with further parameters as for {@link #require}
     * @throws DataException if it does not fit
     */
    public static double[] numbers(String what, long length, String advice, Remedy... remedies) {
        if (length > LONGEST_ARRAY) {
            throw new DataException(what + " has " + length + " numbers, more than the " + LONGEST_ARRAY + " of one array; "
                    + advice, remedies);
        }
        double bytes = (double) Double.BYTES * length;
        require(what, bytes, advice, remedies);
        try {
            return new double[(int) length];
        } catch (OutOfMemoryError e) {
            throw new DataException(message(what, bytes, "what is left is less; " + advice), e, memoryToo(remedies));
        }
    }
}
