package bn.experiments.study.dynamics;

import bn.experiments.study.Factor;
import bn.experiments.study.Protocol;
import bn.theory.dynamics.ScaleInvariantSgd;
import java.util.List;

/**
 * How a network is trained: by settings whose equilibrium is reached in some hundred steps.
 *
 * @param sgd the optimizer's settings
 */
record SgdSetting(ScaleInvariantSgd sgd) {
    static final String MOMENTUM = "momentum";
    static final String LEARNING_RATE = "learning-rate";
    static final String DECAY = "decay";
    static final Factor<SgdSetting> FACTOR = Factor.of(MOMENTUM, (SgdSetting each) -> each.sgd().momentum())
            .and(LEARNING_RATE, each -> each.sgd().learningRate()).and(DECAY, each -> each.sgd().weightDecay());

    private static SgdSetting of(double learningRate, double decay, double momentum) {
        return new SgdSetting(new ScaleInvariantSgd(learningRate, decay, momentum));
    }

    /** All of them; the first is the one that is shown over time. */
    static List<SgdSetting> all(Protocol protocol) {
        List<SgdSetting> quick = List.of(of(0.1, 0.005, 0.9), of(0.1, 0.0025, 0.9), of(0.4, 0.01, 0), of(0.4, 0.005, 0));
        return protocol.quick() ? quick : List.of(quick.get(0), quick.get(1), of(0.05, 0.005, 0.9), of(0.05, 0.0025, 0.9),
                quick.get(2), quick.get(3), of(0.2, 0.01, 0), of(0.2, 0.005, 0));
    }

    /** All steps. */
    int steps(Protocol protocol) {
        return settle(protocol) + measure(protocol);
    }

    /** Steps before measuring. */
    int settle(Protocol protocol) {
        return (int) Math.ceil(relaxations(protocol)[0] * sgd.relaxationSteps());
    }

    /** Steps of measuring. */
    int measure(Protocol protocol) {
        return (int) Math.ceil(relaxations(protocol)[1] * sgd.relaxationSteps());
    }

    /** Relaxation times before measuring, and of measuring. */
    static int[] relaxations(Protocol protocol) {
        return new int[] {protocol.choose(4, 8), protocol.choose(16, 24)};
    }
}
