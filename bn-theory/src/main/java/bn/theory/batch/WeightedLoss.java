package bn.theory.batch;

/**
 * The mean loss of a network on a population, as a function of how much each example counts: both in the mean of the losses and in the
 * statistics of every normalization. With equal weights it is the loss with the statistics of all examples, and with the weights
 * n_i / M that of a batch in which example i is n_i times.
 */
@FunctionalInterface
public interface WeightedLoss {
    /**
     * The loss.
     *
     * @param weights one for each example, which add up to 1; some may be negative, as far as all variances stay positive
     */
    double at(double[] weights);
}
