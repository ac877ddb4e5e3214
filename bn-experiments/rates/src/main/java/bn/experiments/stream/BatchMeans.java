package bn.experiments.stream;

/** The mean of a number over batches, and its standard error (Welford 1962). */
public final class BatchMeans {
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

    /** The mean so far. */
    public BatchMean mean() {
        return new BatchMean(count == 0 ? Double.NaN : mean, count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1) / count),
                count);
    }
}
