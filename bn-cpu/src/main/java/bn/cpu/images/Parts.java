package bn.cpu.images;

/**
 * A division of units, such as images, into contiguous parts of nearly the same size. It depends on sizes only, so that results do
 * not depend on the number of threads.
 *
 * @param units number of units, at least 1
 * @param parts number of parts, at least 1 and at most that of units
 */
public record Parts(int units, int parts) {
    private static final int MOST_PARTIAL_RESULTS = 16;
    private static final int MOST_PARTIAL_ELEMENTS = 1 << 23;

    /** Parts of at most this many units, if possible. */
    public static Parts ofSize(int units, int most) {
        return new Parts(units, (units + Math.max(1, most) - 1) / Math.max(1, most));
    }

    /**
     * Parts that have a partial result each, with this many elements: few enough for the memory, and a power of two, so that threads
     * have as many each.
     */
    public static Parts withResults(int units, int elements) {
        int most = Math.max(1, Math.min(Math.min(MOST_PARTIAL_RESULTS, units), MOST_PARTIAL_ELEMENTS / elements));
        return new Parts(units, Integer.highestOneBit(most));
    }

    /** The first unit of a part, or of the units after the last part. */
    public int first(int part) {
        return (int) ((long) units * part / parts);
    }

    /** Number of units of a part. */
    public int size(int part) {
        return first(part + 1) - first(part);
    }

    /** Whether all parts have the same number of units. */
    public boolean hasEqualSizes() {
        return units % parts == 0;
    }

    /** The largest number of units of a part. */
    public int most() {
        return (units + parts - 1) / parts;
    }
}
