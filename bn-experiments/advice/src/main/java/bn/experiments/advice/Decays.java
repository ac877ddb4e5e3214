package bn.experiments.advice;

import bn.experiments.network.AdamOptions;
import bn.experiments.network.OptimizerOptions;
import bn.experiments.network.SgdOptions;
import bn.theory.dynamics.ScaleInvariantOptimizer;
import bn.theory.unit.GammaPenalty;
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

    /** Whether weight decay is apart from the gradient. */
    boolean isDecoupled() {
        return optimizer instanceof AdamOptions adam && adam.decoupled();
    }

    /** Weights whose angles depend on their gradients, if these were measured; empty for other optimizers and without decay. */
    Optional<UnitAngles> angles(double decay, AdvisedNetwork network) {
        return decay > 0 && optimizer instanceof AdamOptions adam && !adam.decoupled() && adam.learningRate() > 0
                ? network.batches().flatMap(batches -> UnitAngles.of(adam, decay, batches.gradients().layers()))
                : Optional.empty();
    }

    /**
     * The rate lambda of a unit at rest: the decay (T5), with L1 on gamma added (T15); with decoupled decay the decay times what the step is
     * divided by (T16). NaN where the gradients are not known.
     */
    double rateAtRest(double decay, AdvisedUnit unit) {
        if (optimizer instanceof SgdOptions sgd) {
            return new GammaPenalty(decay, sgd.gammaL1()).rate(unit.gamma());
        }
        return isDecoupled() ? decay * (unit.gradientRms() + ((AdamOptions) optimizer).eps()) : decay;
    }
}
