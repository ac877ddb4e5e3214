package bn.experiments.study.head;

import bn.experiments.study.AbstractExperiment;
import bn.experiments.study.Criteria;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Trial;
import bn.experiments.study.Trials;
import java.util.List;

/** The fraction of batch norm's gain in test loss that weight decay of the last layer alone gives (Dauphin and Cubuk 2021). */
public final class HeadExperiment extends AbstractExperiment {
    static final List<Double> LEARNING_RATES = List.of(0.01, 0.03, 0.1);
    static final List<Double> DECAYS = List.of(1e-4, 1e-3, 1e-2, 1e-1);

    /** The experiment. */
    public HeadExperiment() {
        super("last-layer", "Last layer: what returns without batch norm",
                "How much of batch norm's gain in test loss returns without it when only the last layer is held down?",
                List.of("held", "learning-rate", "decay"));
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).cost(5, 60)
                .measure((context, recorder, at) -> new HeadTrial(context, at.seed()).run(recorder));
    }

    @Override
    public Criteria criteria() {
        return Criteria.read(name(), getClass().getResourceAsStream("criteria.json"));
    }

    @Override
    public Findings findings(Evidence evidence) {
        return HeadReport.of(evidence);
    }
}
