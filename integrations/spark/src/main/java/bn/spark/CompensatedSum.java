package bn.spark;

import java.io.Serializable;

/** A sum of vectors that is exact up to a few roundings, however many there are (Kahan 1965). */
final class CompensatedSum implements Serializable {
    private static final long serialVersionUID = 1;

    private final double[] sum;
    /** What the additions have added too much. */
    private final double[] excess;
    private long count;

    CompensatedSum(int length) {
        sum = new double[length];
        excess = new double[length];
    }

    /** Adds a sum of so many vectors. */
    void add(long vectors, double[] values) {
        count += vectors;
        for (int j = 0; j < sum.length; j++) {
            double term = values[j] - excess[j];
            double next = sum[j] + term;
            excess[j] = next - sum[j] - term;
            sum[j] = next;
        }
    }

    /** The number of vectors. */
    long count() {
        return count;
    }

    double sum(int j) {
        return sum[j];
    }
}
