package bn.experiments.study.depth;

import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.theory.network.RateBalance;
import java.util.Arrays;

/**
 * What the gradients of a hidden layer tell after a backward pass that kept them.
 *
 * @param gamma scales, length K
 * @param gammaGradient derivatives of the loss with respect to them
 * @param beta shifts, length K
 * @param betaGradient derivatives of the loss with respect to them
 */
public record HiddenLayer(double[] gamma, double[] gammaGradient, double[] beta, double[] betaGradient) {

    /** Reads a layer whose normalization has a scale and a shift. */
    public static HiddenLayer of(Layer layer) {
        Normalization norm = layer.normalization().orElseThrow();
        Parameter scale = norm.gamma().orElseThrow();
        Parameter shift = norm.parameters().stream().filter(p -> p.role() == Parameter.Role.BETA).findFirst().orElseThrow();
        return new HiddenLayer(scale.value().toDoubles(), scale.gradient().toDoubles(), shift.value().toDoubles(),
                shift.gradient().toDoubles());
    }

    /** T8 below batch norm with eps = 0, where the linear layer above does not matter. */
    RateBalance inner() {
        return RateBalance.of(gamma, gammaGradient, beta, betaGradient, new double[0], new double[0]);
    }

    /** T8 below any linear layer. */
    RateBalance below(Linear above) {
        return RateBalance.of(gamma, gammaGradient, beta, betaGradient, above.weights().value().toDoubles(),
                above.weights().gradient().toDoubles());
    }

    /** The mean of the units' rates by gamma^2: sum gamma^2 lambda / sum gamma^2. NaN if all gammas are 0. */
    public double rate() {
        return inner().netRate() / squaredScale();
    }

    /** Sum of gamma^2 |lambda|, which is the net rate if no rates cancel. */
    double size() {
        double size = 0;
        for (int k = 0; k < gamma.length; k++) {
            size += Math.abs(gamma[k] * gammaGradient[k]);
        }
        return size;
    }

    /** Sum of gamma^2. */
    double squaredScale() {
        return squares(gamma);
    }

    /**
     * What the rate is, relative to the weight decay mu of gamma, when all but one scale has converged: (t gamma, t beta, W'/t) computes
     * the same for every t > 0. There the gradient with decay is c (gamma, beta, -W'), so dL/dgamma = (c - mu) gamma,
     * dL/dbeta = c beta, dL/dW' = -(c + kappa) W'; T8 then gives c, and T3 lambda = mu - c. At a stationary point c is 0.
     *
     * @param above the linear layer with the weights W'
     * @param held kappa / mu, kappa the weight decay of W'
     */
    double relativeRateBeforeRest(Linear above, double held) {
        double scale = squaredScale();
        double product = squares(above.weights().value().toDoubles());
        return 1 - (scale - held * product) / (scale + squares(beta) + product);
    }

    private static double squares(double[] values) {
        return Arrays.stream(values).map(value -> value * value).sum();
    }

    /** |dL/dgamma + mu gamma| / |mu gamma|: how far gamma is from convergence under a weight decay mu. */
    double unrest(double decay) {
        double squares = 0;
        for (int k = 0; k < gamma.length; k++) {
            double gradient = gammaGradient[k] + decay * gamma[k];
            squares += gradient * gradient;
        }
        return Math.sqrt(squares / squaredScale()) / decay;
    }

    /** The rate of each unit. */
    public double[] rates() {
        double[] rates = new double[gamma.length];
        Arrays.setAll(rates, k -> gamma[k] == 0 ? Double.NaN : -gammaGradient[k] / gamma[k]);
        return rates;
    }
}
