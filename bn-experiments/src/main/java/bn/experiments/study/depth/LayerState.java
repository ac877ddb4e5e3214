package bn.experiments.study.depth;

import bn.api.norm.Parameter;
import bn.api.norm.Normalization;
import bn.experiments.network.Layer;
import bn.theory.network.RateBalance;

/**
 * Scale and shift of a batch-normalized layer with their gradients, as a backward pass left them.
 *
 * @param gamma scales, one a unit
 * @param gammaGradient derivatives of the batch's loss by them
 * @param beta shifts
 * @param betaGradient derivatives of the batch's loss by them
 */
record LayerState(double[] gamma, double[] gammaGradient, double[] beta, double[] betaGradient) {

    static LayerState of(Layer layer) {
        Normalization norm = layer.normalization().orElseThrow();
        Parameter scale = norm.gamma().orElseThrow();
        Parameter shift = norm.parameters().stream().filter(p -> p.role() == Parameter.Role.BETA).findFirst().orElseThrow();
        return new LayerState(scale.value().toDoubles(), scale.gradient().toDoubles(), shift.value().toDoubles(),
                shift.gradient().toDoubles());
    }

    /** The rate of a unit (T3). */
    double lambda(int unit) {
        return -gammaGradient[unit] / gamma[unit];
    }

    /** Mean of the units' rates. */
    double meanLambda() {
        double sum = 0;
        for (int k = 0; k < gamma.length; k++) {
            sum += lambda(k);
        }
        return sum / gamma.length;
    }

    /** sum gamma^2. */
    double squaredScale() {
        double sum = 0;
        for (double each : gamma) {
            sum += each * each;
        }
        return sum;
    }

    /** T8, given the weights that this layer's outputs meet and their gradient. */
    RateBalance balance(Layer above) {
        return RateBalance.of(gamma, gammaGradient, beta, betaGradient, above.dense().weights().value().toDoubles(),
                above.dense().weights().gradient().toDoubles());
    }
}
