package bn.experiments.study.decay;

import bn.experiments.study.AbstractExperiment;
import bn.experiments.study.Criteria;
import bn.experiments.study.Evidence;
import bn.experiments.study.Factor;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Trial;
import bn.experiments.study.Trials;
import java.util.List;

/** Weight decay on none, on weights, on inner scales and shifts, on last scales, on all parameters: what each moves (T5, T16, T17). */
public final class DecayExperiment extends AbstractExperiment {
    static final Factor<Rule> RULE = Factor.of("optimizer", Rule::label);

    /** The experiment. */
    public DecayExperiment() {
        super("decay", "Decay placement: what weight decay of γ and β does",
                "Is weight decay of inner γ and β a learning rate, and that of the last γ a regularization rate, and does it matter?",
                List.of("optimizer", "decay", "layer"));
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).over(RULE, Rule.values()).cost(3, 110).measure(DecayTrial::run);
    }

    @Override
    public Criteria criteria() {
        return Criteria.read(name(), getClass().getResourceAsStream("criteria.json"));
    }

    @Override
    public Findings findings(Evidence evidence) {
        return DecayReport.of(evidence);
    }
}
