package bn.experiments.study.slimming;

import bn.experiments.study.AbstractExperiment;
import bn.experiments.study.Criteria;
import bn.experiments.study.Evidence;
import bn.experiments.study.Factor;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Trial;
import bn.experiments.study.Trials;
import java.util.List;

/** T15 on an MLP: what an L1 penalty on gamma, as in network slimming, does to rates, and which channels it removes. */
public final class SlimmingExperiment extends AbstractExperiment {
    /** Whether gamma decays as well. */
    static final Factor<Boolean> DECAY = Factor.of("gamma-decay");

    /** The experiment. */
    public SlimmingExperiment() {
        super("slimming", "Slimming: L1 on γ",
                "What rate does an L1 penalty on γ give, with and without weight decay of γ, and which channels does it remove?",
                List.of("gamma-decay", "strength", "layer"));
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).over(DECAY, true, false).cost(3, 20).measure(SlimmingTrial::run);
    }

    @Override
    public Criteria criteria() {
        return Criteria.read(name(), getClass().getResourceAsStream("criteria.json"));
    }

    @Override
    public Findings findings(Evidence evidence) {
        return SlimmingReport.of(evidence);
    }
}
