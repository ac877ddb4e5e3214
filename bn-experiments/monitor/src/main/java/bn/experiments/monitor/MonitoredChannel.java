package bn.experiments.monitor;

/**
 * A channel of a layer: lambda and alpha as means over all readings of the run, the others of the last reading. NaN where a
 * number is not known or not defined.
 *
 * @param layer name of its layer
 * @param channel its number, from 0
 * @param readings number of readings
 * @param lambda mean of lambda
 * @param lambdaSe its standard error
 * @param gammaGradient dL/dgamma
 * @param betaGradient dL/dbeta
 * @param variance Var(u), the biased variance of the outputs of the linear map over batch and positions
 * @param weightNorm2 |w|^2, the squared norm of the channel's weights
 * @param alpha mean of lambda Var(u) / |w|^2
 * @param alphaSe its standard error
 */
public record MonitoredChannel(String layer, int channel, double readings, double lambda, double lambdaSe, double gamma,
        double gammaGradient, double beta, double betaGradient, double variance, double weightNorm2, double alpha,
        double alphaSe) {
    /** Channels are dead if |gamma| is below this. */
    public static final double DEAD = 1e-3;

    /** Whether |gamma| is below {@link #DEAD}; false if gamma is not known. */
    public boolean dead() {
        return Math.abs(gamma) < DEAD;
    }
}
