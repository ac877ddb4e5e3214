package bn.experiments.stream;

import java.io.Serializable;

/** The mean of a number over batches, and its standard error (Welford 1962). Means of different batches are merged. */
public final class BatchMeans implements Serializable {
    private static final long serialVersionUID = 1L;

    private int count;
    private double mean;
    private double squares;

    /** Of no batch yet. */
    public BatchMeans() {}

    /** Adds the number of a batch. */
    public void add(double value) {
        count++;
        double apart = value - mean;
        mean += apart / count;
        squares += apart * (value - mean);
    }

    /** Adds the batches of others, which are none of these (Chan, Golub and LeVeque 1979). */
    public void merge(BatchMeans others) {
        if (others.count == 0) {
            return;
        }
        int all = Math.addExact(count, others.count);
        double weight = (double) others.count / all;
        double apart = others.mean - mean;
        mean += apart * weight;
        squares += others.squares + apart * apart * count * weight;
        count = all;
    }

    /** The mean so far. */
    public BatchMean mean() {
        return new BatchMean(count == 0 ? Double.NaN : mean, count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1) / count),
                count);
    }
}
