package bn.experiments.study.decay;

import bn.experiments.network.AdamOptions;
import bn.experiments.network.OptimizerOptions;
import bn.experiments.network.SgdOptions;
import bn.experiments.network.WeightDecay;
import bn.theory.dynamics.ScaleInvariantAdamW;
import bn.theory.dynamics.ScaleInvariantOptimizer;
import bn.theory.dynamics.ScaleInvariantSgd;

/** An optimizer with its settings, and what theory says of it. */
enum Rule {
    /** Stochastic gradient descent with momentum. */
    SGD("SGD", 0.1) {
        @Override
        double effectiveLearningRate() {
            return learningRate() / (1 - MEMORY);
        }

        @Override
        OptimizerOptions options() {
            return new SgdOptions(learningRate(), MEMORY, 0, 0, 0);
        }

        @Override
        ScaleInvariantOptimizer theory(double decay) {
            return new ScaleInvariantSgd(learningRate(), decay, MEMORY);
        }

        @Override
        double divisor(double squaredGradient) {
            return 1;
        }
    },
    /** Adam with decoupled weight decay. */
    ADAMW("AdamW", 0.01) {
        @Override
        double effectiveLearningRate() {
            return learningRate();
        }

        @Override
        OptimizerOptions options() {
            return new AdamOptions(learningRate(), MEMORY, SQUARES, EPS, true, WeightDecay.NONE);
        }

        @Override
        ScaleInvariantOptimizer theory(double decay) {
            return new ScaleInvariantAdamW(learningRate(), decay, MEMORY);
        }

        @Override
        double divisor(double squaredGradient) {
            return Math.sqrt(squaredGradient) + EPS;
        }
    };

    /** Momentum, and beta1. */
    static final double MEMORY = 0.9;
    /** beta2: the mean of squares has a memory of 100 steps, which is short against the run. */
    static final double SQUARES = 0.99;
    private static final double EPS = 1e-8;
    /**
     * Decay times effective learning rate times steps. A usual training of a residual network on CIFAR-10 (learning rate 0.1, momentum
     * 0.9, decay 5e-4, 390 steps an epoch) has as much in its first 26 epochs. A scale that nothing holds shrinks by e^-5 then.
     */
    private static final double TOTAL = 5;

    private final String label;
    private final double learningRate;

    Rule(String label, double learningRate) {
        this.label = label;
        this.learningRate = learningRate;
    }

    /** Its name among the levels of a factor. */
    String label() {
        return label;
    }

    /** The learning rate. */
    double learningRate() {
        return learningRate;
    }

    /** The weight decay for a training of so many steps. */
    double decay(int steps) {
        return TOTAL / (effectiveLearningRate() * steps);
    }

    /** What steps of a constant gradient, divided by {@link #divisor}, are multiplied by. */
    abstract double effectiveLearningRate();

    /** Without any decay. */
    abstract OptimizerOptions options();

    /** T10 or T16 for a weight decay. */
    abstract ScaleInvariantOptimizer theory(double decay);

    /**
     * The divisor of a gradient, in a step to which weight decay is then added. The mean gradient of a parameter with decay kappa converges
     * to -kappa times this divisor times the parameter, so that lambda of a gamma converges to kappa times it (T5 for SGD, T16 for AdamW).
     *
     * @param squaredGradient running mean of the squares of the gradients, its bias corrected
     */
    abstract double divisor(double squaredGradient);
}
