package bn.experiments.study.depth;

import bn.experiments.study.Criteria;
import bn.experiments.study.Evidence;
import bn.experiments.study.Experiment;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rates of layers and units over training (T3, T8), and what a decay of gamma does to them (T5). */
public final class DepthExperiment implements Experiment {
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

    /** The experiment. */
    public DepthExperiment() { }

    @Override
    public String name() {
        return "depth";
    }

    @Override
    public String title() {
        return "Depth and time: where the rates are";
    }

    @Override
    public String question() {
        return "Which layers of a network carry a rate, how does it change over training, and does weight decay of γ set it?";
    }

    @Override
    public List<String> factors() {
        return List.of(PART, GAMMA, DECAY, ABOVE, "layer", "step", "quantile");
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        List<Trial> trials = new ArrayList<>();
        for (long seed : protocol.seedList()) {
            for (String gamma : List.of(LEARNED, FIXED)) {
                trials.add(trial(0.1 * protocol.choose(2, 34), seed, (context, recorder) ->
                        TrainingTrial.run(context, recorder, protocol, gamma.equals(LEARNED), seed), PART, TRAINING, GAMMA, gamma));
            }
            for (double decay : softmaxDecays(protocol)) {
                trials.add(trial(0.1 * protocol.choose(4, 22), seed, (context, recorder) ->
                        SoftmaxTrial.run(context, recorder, protocol, decay, seed), PART, SOFTMAX, DECAY, String.valueOf(decay)));
            }
            for (double decay : descentDecays(protocol)) {
                for (String above : List.of(HELD, FREE)) {
                    trials.add(trial(0.1 * protocol.choose(4, 45), seed, (context, recorder) ->
                            DescentTrial.run(context, recorder, protocol, decay, above.equals(HELD), seed),
                            PART, DESCENT, DECAY, String.valueOf(decay), ABOVE, above));
                }
            }
        }
        return trials;
    }

    /** Decays of gamma in softmax regression. */
    static List<Double> softmaxDecays(Protocol protocol) {
        return protocol.quick() ? List.of(1e-3, 1e-2) : List.of(1e-4, 1e-3, 1e-2);
    }

    /** Decays of gamma in the MLP: those that five relaxation times, 5 / (2 mu), fit into its learning time. */
    static List<Double> descentDecays(Protocol protocol) {
        return protocol.quick() ? List.of(1e-2) : List.of(1e-3, 3e-3, 1e-2);
    }

    private static Trial trial(double cost, long seed, Trial.Work work, String... pairs) {
        Map<String, String> factors = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            factors.put(pairs[i], pairs[i + 1]);
        }
        return new Trial(factors, seed, cost, work);
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
