package bn.experiments.result;

import bn.api.BnException;
import java.util.Locale;

/** The memory that Java may use: what does not fit in it is refused before it is allocated. */
public final class MaxHeap {
    /** The largest array that every Java virtual machine can make has about this length. */
    public static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private static final double GIGABYTE = 1e9;

    private MaxHeap() { }

    /** The most bytes that one array may hold here: half the heap, as reading and keeping it may need it twice for a moment. */
    public static long bytes() {
        return Math.min(LONGEST_ARRAY, Runtime.getRuntime().maxMemory() / 2);
    }

    /**
     * Refuses what cannot fit in the memory that Java may use.
     *
     * @param what needs it: the beginning of the message
     * @param bytes how many it needs at once
     * @param remedy what to do other than giving Java more memory
     * @throws BnException if that is more than there is; the message has both in GB
     */
    public static void require(String what, double bytes, String remedy) {
        if (bytes > Runtime.getRuntime().maxMemory()) {
            throw new BnException(message(what, bytes, remedy));
        }
    }

    private static String message(String what, double bytes, String remedy) {
        return String.format(Locale.ROOT, "%s needs %.2f GB of memory, and Java may use %.2f GB; %s, or give it more, for "
                + "example by BN_JAVA_OPTS=-Xmx%.0fg", what, bytes / GIGABYTE,
                Runtime.getRuntime().maxMemory() / GIGABYTE, remedy, Math.ceil(2 * bytes / (1 << 30)));
    }

    /**
     * An array.
     *
     * @param what needs it, and what to do other than giving Java more memory, as for {@link #require}
     * @throws BnException if it does not fit
     */
    public static double[] numbers(String what, long length, String remedy) {
        if (length > LONGEST_ARRAY) {
            throw new BnException(what + " has " + length + " numbers, more than the " + LONGEST_ARRAY + " of one array; "
                    + remedy);
        }
        double bytes = (double) Double.BYTES * length;
        require(what, bytes, remedy);
        try {
            return new double[(int) length];
        } catch (OutOfMemoryError e) {
            throw new BnException(message(what, bytes, "what is left is less; " + remedy), e);
        }
    }
}
