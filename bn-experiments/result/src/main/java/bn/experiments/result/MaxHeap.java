package bn.experiments.result;

import bn.api.ApiRemedy;
import bn.api.BnException;
import bn.api.Remedy;
import java.util.Locale;
import java.util.stream.Stream;

/** The maximum size of the Java heap. What does not fit is rejected before it is allocated. */
public final class MaxHeap {
    /** The length of the largest array that all common Java virtual machines can allocate. */
    public static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private static final double GIGABYTE = 1e9;

    private MaxHeap() {}

    /** The maximum size of one array in bytes: half of the heap, since reading data may need it twice for a moment. */
    public static long bytes() {
        return Math.min(LONGEST_ARRAY, Runtime.getRuntime().maxMemory() / 2);
    }

    /**
     * Checks that data fit in the heap.
     *
     * @param what names the data: the beginning of the message
     * @param bytes the number of bytes that they need at once
     * @param advice what to do instead of giving Java more memory
     * @param remedies the same as values
     * @throws BnException if they do not fit; the message has both sizes in GB
     */
    public static void require(String what, double bytes, String advice, Remedy... remedies) {
        if (bytes > Runtime.getRuntime().maxMemory()) {
            throw new BnException(message(what, bytes, advice), memoryToo(remedies));
        }
    }

    private static String message(String what, double bytes, String advice) {
        return String.format(Locale.ROOT, "%s needs %.2f GB of memory, and Java may use %.2f GB; %s, or give it more, for "
                + "example by -Xmx%.0fg", what, bytes / GIGABYTE,
                Runtime.getRuntime().maxMemory() / GIGABYTE, advice, Math.ceil(2 * bytes / (1 << 30)));
    }

    private static Remedy[] memoryToo(Remedy... remedies) {
        return Stream.concat(Stream.of(remedies), Stream.of(ApiRemedy.JAVA_MEMORY)).toArray(Remedy[]::new);
    }

    /**
     * Allocates an array.
     *
     * @param what names the data in the message, with further parameters as for {@link #require}
     * @throws BnException if it does not fit
     */
    public static double[] numbers(String what, long length, String advice, Remedy... remedies) {
        if (length > LONGEST_ARRAY) {
            throw new BnException(what + " has " + length + " numbers, more than the " + LONGEST_ARRAY + " of one array; "
                    + advice, remedies);
        }
        double bytes = (double) Double.BYTES * length;
        require(what, bytes, advice, remedies);
        try {
            return new double[(int) length];
        } catch (OutOfMemoryError e) {
            throw new BnException(message(what, bytes, "less than that is free; " + advice), e, memoryToo(remedies));
        }
    }
}
