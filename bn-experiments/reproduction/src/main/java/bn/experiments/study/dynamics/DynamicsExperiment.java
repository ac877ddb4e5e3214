package bn.experiments.study.dynamics;

import bn.experiments.study.AbstractExperiment;
import bn.experiments.study.Criteria;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Trial;
import bn.experiments.study.Trials;
import java.util.List;

/** T10 on an MLP: length and rotation of weights before batch norm under weight decay, and the rates of the same runs. */
public final class DynamicsExperiment extends AbstractExperiment {
    /** Seconds for a step on one thread. */
    private static final double QUICK_STEP = 0.0006;
    private static final double FULL_STEP = 0.0008;

    /** The experiment. */
    public DynamicsExperiment() {
        super("dynamics", "Dynamics: what weight decay before batch norm does",
                "Do the length and the rotation of weights before batch norm follow theory, and how are they related to the rates?",
                List.of(SgdSetting.MOMENTUM, SgdSetting.LEARNING_RATE, SgdSetting.DECAY, "layer", "step"));
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).over(SgdSetting.FACTOR, SgdSetting.all(protocol))
                .cost(at -> at.get(SgdSetting.FACTOR).steps(protocol)
                        * (protocol.quick() ? QUICK_STEP : FULL_STEP))
                .measure(DynamicsTrial::run);
    }

    @Override
    public Criteria criteria() {
        return Criteria.read(name(), getClass().getResourceAsStream("criteria.json"));
    }

    @Override
    public Findings findings(Evidence evidence) {
        return DynamicsReport.of(evidence);
    }
}
