package bn.experiments.study.dynamics;

import bn.experiments.study.Criteria;
import bn.experiments.study.Evidence;
import bn.experiments.study.Experiment;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Trial;
import java.util.ArrayList;
import java.util.List;

/** T10 on an MLP: length and rotation of weights before batch norm under weight decay, beside the rates of the same runs. */
public final class DynamicsExperiment implements Experiment {
    /** Seconds for a step on one thread. */
    private static final double QUICK_STEP = 0.0006;
    private static final double FULL_STEP = 0.0008;

    /** The experiment. */
    public DynamicsExperiment() { }

    @Override
    public String name() {
        return "dynamics";
    }

    @Override
    public String title() {
        return "Dynamics: what weight decay before batch norm does";
    }

    @Override
    public String question() {
        return "Do the length and the rotation of weights before batch norm follow theory, and what have they to do with the rates?";
    }

    @Override
    public List<String> factors() {
        return List.of(SgdSetting.MOMENTUM, SgdSetting.LEARNING_RATE, SgdSetting.DECAY, "layer", "step");
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        List<Trial> trials = new ArrayList<>();
        List<SgdSetting> settings = SgdSetting.all(protocol);
        for (SgdSetting setting : settings) {
            for (long seed : protocol.seedList()) {
                int steps = setting.settle(protocol) + setting.measure(protocol);
                trials.add(new Trial(setting.factors(), seed, steps * (protocol.quick() ? QUICK_STEP : FULL_STEP), (context, recorder) ->
                        DynamicsTrial.run(context, recorder, protocol, setting, setting.equals(settings.get(0)), seed)));
            }
        }
        return trials;
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
