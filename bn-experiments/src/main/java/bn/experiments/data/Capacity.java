package bn.experiments.data;

/** How much data fits, so that a claim that does not is refused before memory is asked for. */
public final class Capacity {
    /** The largest array that every Java virtual machine can make has about this length. */
    public static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private Capacity() { }

    /** The most bytes that one array may hold here: half the heap, as reading and keeping it may need it twice for a moment. */
    public static long bytes() {
        return Math.min(LONGEST_ARRAY, Runtime.getRuntime().maxMemory() / 2);
    }
}
