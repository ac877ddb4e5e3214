package bn.experiments.study.identity;

import bn.experiments.study.AbstractExperiment;
import bn.experiments.study.Criteria;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Trial;
import bn.experiments.study.Trials;
import java.util.List;

/**
 * T7: where no rate that batch norm tuned is negative, the problem without batch norm and with these rates as constants has the same
 * solution; where one is negative, it has none. Over seeds, gammas, backends and numbers of inputs.
 */
public final class EquivalenceExperiment extends AbstractExperiment {

    /** The experiment. */
    public EquivalenceExperiment() {
        super("equivalence", "Equivalence: softmax regression with and without batch norm",
                "Where no rate is negative, does the problem without batch norm, with the rates that batch norm tuned put in as "
                        + "constants, have the same solution? What where a rate is negative?",
                List.of(Trial.BACKEND, "inputs", "gamma", "class"));
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).over(EquivalenceTrial.BACKEND, protocol.backends())
                .over(EquivalenceTrial.INPUTS, EquivalenceTrial.LEVELS).over(EquivalenceTrial.GAMMA, EquivalenceTrial.GAMMAS)
                .cost(at -> (at.get(EquivalenceTrial.INPUTS).equals(EquivalenceTrial.ALL) ? 0.1 : 0.03) * protocol.choose(3, 7))
                .measure(EquivalenceTrial::solve);
    }

    @Override
    public boolean needsCovariance() {
        return true;
    }

    @Override
    public Criteria criteria() {
        return Criteria.read(name(), getClass().getResourceAsStream("equivalence.json"));
    }

    @Override
    public Findings findings(Evidence evidence) {
        return EquivalenceReport.of(evidence);
    }
}
