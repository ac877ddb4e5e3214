package bn.theory.batch;

import java.util.stream.DoubleStream;

/**
 * T9 for a layer of K channels that is followed by ReLU, at one batch size: what batches add to the expected loss of an example.
 * The loss has a kink where a channel's output is 0, and {@link BatchEffect} has what is smooth beside it.
 *
 * @param smooth coefficients of 1/M, with the derivatives of the loss on the example's own side of the kink
 * @param kink what the kink of each channel adds, length K
 * @param kinkDecay the same with the noise of the two-term form, which leaves the skewness out, length K
 * @param share 1/M, times (N - M) / (N - 1) if batches are drawn without replacement
 */
public record ReluBatchEffect(BatchEffect smooth, double[] kink, double[] kinkDecay, double share) {

    /** What the first derivatives add, over all channels. */
    public double gradient() {
        return share * smooth.channels().stream().mapToDouble(ChannelTerms::gradient).sum();
    }

    /** What the second derivatives of each channel add, beside the kinks. */
    public double curvature() {
        return share * smooth.channels().stream().mapToDouble(ChannelTerms::curvature).sum();
    }

    /** What the kinks add. */
    public double kinks() {
        return DoubleStream.of(kink).sum();
    }

    /** What the covariances of the statistics of different channels add. */
    public double pairs() {
        return share * smooth.cross();
    }

    /** All of it: loss with the statistics of batches minus loss with those of the population. */
    public double gap() {
        return gradient() + curvature() + kinks() + pairs();
    }

    /** The two-term form of Luo et al. (2019), beside {@link #gap}. */
    public double gammaDecay() {
        return share * smooth.gammaDecay() + DoubleStream.of(kinkDecay).sum();
    }

    /** What the statistics of one channel add by themselves; it has no share of {@link #pairs}. */
    public double channel(int k) {
        return share * smooth.channels().get(k).sum() + kink[k];
    }

    /** The two-term form for one channel. */
    public double channelGammaDecay(int k) {
        return share * smooth.channels().get(k).gammaDecay() + kinkDecay[k];
    }

    /**
     * {@link #share} for batches of M out of N examples, drawn without replacement; 0 for all at once.
     *
     * @param batch M, from 2 to N
     * @throws IllegalArgumentException for another M
     */
    public static double share(int batch, int examples) {
        if (batch < 2 || batch > examples) {
            throw new IllegalArgumentException("batch normalization needs batches of 2 examples or more, and no more than the "
                    + examples + " that there are; got " + batch);
        }
        return batch == examples ? 0 : (double) (examples - batch) / (examples - 1) / batch;
    }
}
