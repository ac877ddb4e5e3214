package bn.experiments.study.depth;

import bn.experiments.study.AbstractExperiment;
import bn.experiments.study.Criteria;
import bn.experiments.study.Evidence;
import bn.experiments.study.Factor;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Trial;
import bn.experiments.study.Trials;
import java.util.List;

/** The rates of layers and units over training (T3, T8), and what a decay of gamma does to them (T5). */
public final class DepthExperiment extends AbstractExperiment {
    static final String PART = "part";
    static final String GAMMA = "gamma";
    static final String DECAY = "decay";
    static final String ABOVE = "above";
    static final String TRAINING = "training";
    static final String SOFTMAX = "softmax";
    static final String DESCENT = "descent";
    static final String LEARNED = "learned";
    static final String FIXED = "fixed";
    static final String HELD = "held";
    static final String FREE = "free";

    static final Factor<String> PART_FACTOR = Factor.of(PART);
    static final Factor<String> GAMMA_FACTOR = Factor.of(GAMMA);
    static final Factor<Double> DECAY_FACTOR = Factor.of(DECAY);
    static final Factor<String> ABOVE_FACTOR = Factor.of(ABOVE);

    /** The experiment. */
    public DepthExperiment() {
        super("depth", "Depth and time: where the rates are",
                "Which layers of a network carry a rate, how does it change over training, and does weight decay of γ set it?",
                List.of(PART, GAMMA, DECAY, ABOVE, "layer", "step", "quantile"));
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.bySeed(
                Trials.grid(protocol).over(PART_FACTOR, TRAINING).over(GAMMA_FACTOR, LEARNED, FIXED).cost(0.1 * 2, 0.1 * 34)
                        .measure(TrainingTrial::run),
                Trials.grid(protocol).over(PART_FACTOR, SOFTMAX).over(DECAY_FACTOR, softmaxDecays(protocol))
                        .cost(0.1 * 4, 0.1 * 22)
                        .measure(SoftmaxTrial::run),
                Trials.grid(protocol).over(PART_FACTOR, DESCENT).over(DECAY_FACTOR, descentDecays(protocol))
                        .over(ABOVE_FACTOR, HELD, FREE).cost(0.1 * 4, 0.1 * 45).measure(DescentTrial::run));
    }

    /** Decays of gamma in softmax regression. */
    static List<Double> softmaxDecays(Protocol protocol) {
        return protocol.quick() ? List.of(1e-3, 1e-2) : List.of(1e-4, 1e-3, 1e-2);
    }

    /** Decays of gamma in the MLP: those that five relaxation times, 5 / (2 mu), fit into its learning time. */
    static List<Double> descentDecays(Protocol protocol) {
        return protocol.quick() ? List.of(1e-2) : List.of(1e-3, 3e-3, 1e-2);
    }

    @Override
    public boolean needsCovariance() {
        return true;
    }

    @Override
    public Criteria criteria() {
        return Criteria.read(name(), getClass().getResourceAsStream("criteria.json"));
    }

    @Override
    public Findings findings(Evidence evidence) {
        return DepthReport.of(evidence);
    }
}
