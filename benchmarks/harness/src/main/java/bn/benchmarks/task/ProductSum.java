package bn.benchmarks.task;

/** A sum of products in float64, to compare a float32 result with. */
final class ProductSum {
    /**
     * The error of a sum of K products is at most (K + 2) 2^-24 times the sum of their absolute values (Higham 2002, 3.1). With near
     * certainty it is less than sqrt(K) 2^-24 times that sum, times this factor (Higham and Mary 2019). For 100,000 products the
     * first bound would accept any result.
     */
    private static final double LIKELY = 8;

    private double value;
    /** The sum of the absolute values. */
    private double size;
    private int count;

    void add(double a, double b) {
        value += a * b;
        size += Math.abs(a * b);
        count++;
    }

    /**
     * Compares a result with the sum.
     *
     * @param what its name
     * @throws IllegalStateException if it is wrong
     */
    void check(String what, float result) {
        double factor = Math.min(count + 2, LIKELY * Math.sqrt(count));
        if (!(Math.abs(value - result) <= factor * size * 0x1p-24)) {
            throw new IllegalStateException("wrong: " + what + " is " + result + " instead of " + value);
        }
    }
}
