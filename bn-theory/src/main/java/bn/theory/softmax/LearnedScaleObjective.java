package bn.theory.softmax;

import bn.theory.optimize.Objective;

/** A {@link BatchNormObjective} plus sum_k (decay/2) gamma_k^2. Variables: those of the former, then gamma, K. */
final class LearnedScaleObjective implements Objective {
    private final BatchNormObjective objective;
    private final int scales;
    private final double decay;

    /**
     * An objective.
     *
     * @param scales index of the first scale among the variables
     */
    LearnedScaleObjective(BatchNormObjective objective, int scales, double decay) {
        this.objective = objective;
        this.scales = scales;
        this.decay = decay;
    }

    @Override
    public double evaluate(double[] x, double[] gradient) {
        objective.scale(x, scales);
        double value = objective.evaluate(x, gradient);
        double[] scaleGradient = objective.scaleGradient();
        for (int k = 0; k < scaleGradient.length; k++) {
            double gamma = x[scales + k];
            value += 0.5 * decay * gamma * gamma;
            gradient[scales + k] = scaleGradient[k] + decay * gamma;
        }
        return value;
    }
}
