package bn.experiments.study.choice;

import bn.experiments.study.AbstractExperiment;
import bn.experiments.study.Criteria;
import bn.experiments.study.Evidence;
import bn.experiments.study.Factor;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Trial;
import bn.experiments.study.Trials;
import java.util.List;

/** Compares the rate that BN tunes with rates that were chosen, on the same data and when the data change, by linear regression. */
public final class ChoiceExperiment extends AbstractExperiment {
    /** What the regression is on: all inputs, or their leading components. */
    static final String FEATURES = "features";
    static final String ALL = "all";
    static final String COMPONENTS = "components";
    static final String LABELS = "labels";
    static final String INPUTS = "inputs";

    static final Factor<String> FEATURES_FACTOR = Factor.of(FEATURES);
    static final Factor<Corruption> CORRUPTION = Factor.of(LABELS, Corruption::labels).and(INPUTS, Corruption::inputs);

    /** The experiment. */
    public ChoiceExperiment() {
        super("choice", "Choice: the tuned rate compared with chosen ones",
                "When is the rate that batch norm tunes near the best one, and does tuning at a fixed γ lose less than a fixed "
                        + "rate when the data change?",
                List.of(FEATURES, LABELS, INPUTS, ChoiceTrial.SIZE, ChoiceTrial.METHOD, ChoiceTrial.CHOSEN));
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).over(FEATURES_FACTOR, ALL, COMPONENTS).over(CORRUPTION, corruptions(protocol))
                .cost(at -> cost(protocol)).measure(ChoiceTrial::run);
    }

    private static List<Corruption> corruptions(Protocol protocol) {
        Corruption labels = new Corruption(0.5, 0);
        Corruption inputs = new Corruption(0, 1);
        return protocol.quick() ? List.of(Corruption.NONE, labels, inputs)
                : List.of(Corruption.NONE, new Corruption(0.25, 0), labels, new Corruption(0, 0.5), inputs);
    }

    private static double cost(Protocol protocol) {
        double features = protocol.data().poolable() ? protocol.data().features() / 4.0 : protocol.data().features();
        double decompositions = 1e-9 * Math.pow(features, 3) * TrainingSizes.of(protocol).length;
        return protocol.choose(1, 3) + decompositions;
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
        return ChoiceReport.of(evidence);
    }
}
