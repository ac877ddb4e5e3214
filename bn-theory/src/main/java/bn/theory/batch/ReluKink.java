package bn.theory.batch;

/** What noise before a ReLU adds to the mean of what comes out. */
public final class ReluKink {
    private ReluKink() { }

    /**
     * E max(h + e, 0) - max(h, 0) for e uniform around 0. Its integral over h is half the variance of e, as it is for noise of
     * any shape; the shape matters where the density of h changes within the reach of the noise.
     *
     * @param h what the ReLU takes
     * @param deviation of e, at least 0
     */
    public static double of(double h, double deviation) {
        double reach = Math.sqrt(3) * deviation;
        double within = reach - Math.abs(h);
        return within > 0 ? within * within / (4 * reach) : 0;
    }
}
