package bn.theory.batch;

/** How much noise on the input of a ReLU raises the mean of its output. */
public final class ReluKink {
    private ReluKink() {}

    /**
     * Jensen's gap E max(h + e, 0) - max(h, 0) for e uniform around 0. Its integral over h is half the variance of e, whatever
     * the distribution of e. The distribution matters only where the density of h varies within the range of the noise.
     *
     * @param h input of the ReLU without noise
     * @param deviation standard deviation of e, at least 0
     */
    public static double jensenGap(double h, double deviation) {
        double reach = Math.sqrt(3) * deviation;
        double within = reach - Math.abs(h);
        return within > 0 ? within * within / (4 * reach) : 0;
    }
}
