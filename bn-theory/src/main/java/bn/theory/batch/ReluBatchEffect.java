package bn.theory.batch;

import java.util.stream.DoubleStream;

/**
 * T9 for a layer of K channels that is followed by ReLU, at one batch size: how much batch statistics add to the expected loss of
 * an example. The loss has a kink where a channel's output is 0. {@link BatchEffect} holds the smooth terms, this record adds
 * those of the kinks.
 *
 * @param smooth coefficients of 1/M, with the derivatives of the loss on the example's own side of the kink
 * @param kink the term of each channel's kink, length K
 * @param kinkDecay the same with the noise of the two-term form, which leaves out the skewness, length K
 * @param factor 1/M, times (N - M) / (N - 1) if batches are drawn without replacement
 */
public record ReluBatchEffect(BatchEffect smooth, double[] kink, double[] kinkDecay, double factor) {

    /** The terms in first derivatives, summed over the channels. */
    public double gradient() {
        return factor * smooth.channels().stream().mapToDouble(ChannelTerms::gradient).sum();
    }

    /** The terms in second derivatives of single channels, without the kinks, summed over the channels. */
    public double curvature() {
        return factor * smooth.channels().stream().mapToDouble(ChannelTerms::curvature).sum();
    }

    /** The terms of the kinks, summed over the channels. */
    public double kinks() {
        return DoubleStream.of(kink).sum();
    }

    /** The term of the covariances between statistics of different channels. */
    public double pairs() {
        return factor * smooth.cross();
    }

    /** The sum of all terms: loss with batch statistics minus loss with population statistics. */
    public double gap() {
        return gradient() + curvature() + kinks() + pairs();
    }

    /** The two-term form of Luo et al. (2019), for comparison with {@link #gap}. */
    public double gammaDecay() {
        return factor * smooth.gammaDecay() + DoubleStream.of(kinkDecay).sum();
    }

    /** All terms of one channel's own statistics; {@link #pairs} belongs to no single channel. */
    public double channel(int k) {
        return factor * smooth.channels().get(k).sum() + kink[k];
    }

    /** The two-term form for one channel. */
    public double channelGammaDecay(int k) {
        return factor * smooth.channels().get(k).gammaDecay() + kinkDecay[k];
    }

    /**
     * {@link #factor} for batches of M out of N examples, drawn without replacement; 0 if M = N.
     *
     * @param batch M, from 2 to N
     * @throws IllegalArgumentException for another M
     */
    public static double factor(int batch, int examples) {
        if (batch < 2 || batch > examples) {
            throw new IllegalArgumentException("a batch has at least 2 and at most all " + examples + " examples, got " + batch);
        }
        return batch == examples ? 0 : (double) (examples - batch) / (examples - 1) / batch;
    }
}
