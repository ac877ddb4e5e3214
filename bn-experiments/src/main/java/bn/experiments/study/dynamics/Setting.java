package bn.experiments.study.dynamics;

import bn.experiments.network.SgdOptions;
import bn.experiments.study.Protocol;
import bn.theory.dynamics.ScaleInvariantSgd;
import java.util.List;

/**
 * An optimizer that reaches its equilibrium within a few hundred steps, with eta kappa far below (1 - momentum)^2.
 *
 * @param learningRate eta
 * @param weightDecay kappa
 * @param momentum 0 for plain gradient descent
 */
record Setting(double learningRate, double weightDecay, double momentum) {
    private static final List<Setting> ALL = List.of(new Setting(0.1, 0.01, 0), new Setting(0.02, 0.005, 0.9),
            new Setting(0.05, 0.01, 0), new Setting(0.1, 0.005, 0), new Setting(0.01, 0.005, 0.9));
    private static final int RELAXATIONS = 20;

    /** Those that are tried; two of them where all is small. */
    static List<Setting> of(Protocol protocol) {
        return protocol.quick() ? ALL.subList(0, 2) : ALL;
    }

    ScaleInvariantSgd theory() {
        return new ScaleInvariantSgd(learningRate, weightDecay, momentum);
    }

    SgdOptions options() {
        return new SgdOptions(learningRate, momentum, weightDecay, 0, 0);
    }

    /** Steps of a run: twenty times what it takes to come near equilibrium by a factor e, of which the second half counts. */
    int steps() {
        return (int) (RELAXATIONS * theory().relaxationSteps());
    }

    String text() {
        return "η " + learningRate + ", κ " + weightDecay + (momentum > 0 ? ", momentum " + momentum : "");
    }
}
