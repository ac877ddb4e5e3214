package bn.experiments.advice;

import bn.api.InvalidRequestException;
import bn.experiments.network.AdamOptions;
import bn.experiments.network.OptimizerOptions;
import bn.experiments.network.SgdOptions;
import bn.theory.dynamics.ScaleInvariantAdam;
import bn.theory.dynamics.ScaleInvariantAdamW;
import bn.theory.dynamics.ScaleInvariantOptimizer;
import bn.theory.dynamics.ScaleInvariantSgd;
import java.util.Optional;

/** The theory of T10 and T16 for the settings of an optimizer. */
public final class Equilibria {
    private Equilibria() {}

    /**
     * What an optimizer does to weights whose length does not change the loss.
     *
     * @param decay their weight decay, positive
     * @param gradient of their units; needed for Adam with decay in the gradient
     * @throws InvalidRequestException if there is no equilibrium, or the gradients are needed and not known
     */
    public static ScaleInvariantOptimizer of(OptimizerOptions options, double decay, Optional<GradientSize> gradient) {
        if (!(decay > 0) || !(options.learningRate() > 0)) {
            throw new InvalidRequestException(
                    "without a learning rate or weight decay there is no equilibrium: nothing shortens the "
                            + "weights, and each step makes them longer; got the learning rate " + options.learningRate()
                            + " and the decay "
                            + decay);
        }
        if (options instanceof SgdOptions sgd) {
            return new ScaleInvariantSgd(sgd.learningRate(), decay, sgd.momentum(), sgd.nesterov());
        }
        AdamOptions adam = (AdamOptions) options;
        if (adam.decoupled()) {
            return new ScaleInvariantAdamW(adam.learningRate(), decay, adam.beta1());
        }
        GradientSize size = gradient
                .orElseThrow(() -> new InvalidRequestException("with Adam and weight decay in the gradient the "
                        + "angle depends on the gradients: give the mean of |w|^2 |dL/dw|^2 of a unit and its number of weights"));
        return new ScaleInvariantAdam(adam.learningRate(), decay, adam.beta1(), size.unitGradient(), size.weights());
    }
}
