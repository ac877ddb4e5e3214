package bn.monitor;

import java.util.Arrays;

/** The last ten of values that come one by one. */
final class RecentValues {
    private static final int KEPT = 10;

    private final double[] values = new double[KEPT];
    private long count;

    void add(double value) {
        values[(int) (count % KEPT)] = value;
        count++;
    }

    /** Half of them are not larger; NaN without values. */
    double median() {
        int kept = (int) Math.min(count, KEPT);
        double[] sorted = Arrays.copyOf(values, kept);
        Arrays.sort(sorted);
        return kept == 0 ? Double.NaN : (sorted[kept / 2] + sorted[(kept - 1) / 2]) / 2;
    }
}
