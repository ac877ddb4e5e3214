package bn.experiments.advice;

import bn.experiments.network.AdamOptions;
import bn.experiments.network.OptimizerOptions;
import bn.theory.dynamics.ScaleInvariantOptimizer;
import java.util.Optional;

/** What the optimizer makes of a weight decay. */
record Decays(OptimizerOptions optimizer) {

    /** The equilibrium of weights whose length does not change the loss; empty without decay, and where it depends on the gradients. */
    Optional<ScaleInvariantOptimizer> equilibrium(double decay) {
        boolean byGradients = optimizer instanceof AdamOptions adam && !adam.decoupled();
        return decay > 0 && optimizer.learningRate() > 0 && !byGradients
                ? Optional.of(Equilibria.of(optimizer, decay, Optional.empty()))
                : Optional.empty();
    }

    /**
     * The rate lambda of a unit at rest (T5): the decay; with decoupled decay the decay times the size of the step's denominator. NaN
     * where the gradients are not known.
     */
    double rateAtRest(double decay, AdvisedUnit unit) {
        return optimizer instanceof AdamOptions adam && adam.decoupled() ? decay * (unit.gradientRms() + adam.eps()) : decay;
    }
}
