package bn.experiments.rate;

/** The mean over drawn batches of what they add to the loss, and its standard error (Welford 1962). */
final class BatchMeans {
    private int count;
    private double mean;
    private double squares;

    void add(double gap) {
        count++;
        double apart = gap - mean;
        mean += apart / count;
        squares += apart * (gap - mean);
    }

    /** The standard error is NaN for fewer than two batches. */
    BatchCost.Drawn drawn() {
        return count == 0 ? BatchCost.Drawn.NONE
                : new BatchCost.Drawn(mean, count == 1 ? Double.NaN : Math.sqrt(squares / (count - 1) / count));
    }
}
