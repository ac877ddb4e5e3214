package bn.experiments.study;

import bn.experiments.Cpu;
import bn.experiments.data.Dataset;
<<<<<<< HEAD
import bn.experiments.report.Claim;
import bn.experiments.report.Verdict;
import bn.experiments.data.digits.SyntheticDigits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All trials of an experiment on a few synthetic digits of 14 x 14 pixels, one after the other, without files. */
=======
import java.util.ArrayList;
import java.util.List;

/** An experiment's trials done one after the other, without files. */
>>>>>>> e-batch
public final class SmallStudy {

    private SmallStudy() { }

<<<<<<< HEAD
    /** The verdicts by the titles of the claims. */
    public static Map<String, Verdict> verdicts(Experiment experiment, int train) {
        Dataset dataset = SyntheticDigits.draw(1, train, 50).pool(2);
        Protocol protocol = new Protocol(DataFacts.of(dataset), true, 1, 2, "cpu", List.of());
=======
    /** A quick protocol on the CPU backend. */
    public static Protocol protocol(Dataset dataset, int seeds) {
        return new Protocol(DataFacts.of(dataset), true, 1, seeds, "cpu", List.of());
    }

    /** What all trials observe. */
    public static Results run(Experiment experiment, Protocol protocol, Dataset dataset) {
>>>>>>> e-batch
        List<Observation> observations = new ArrayList<>();
        try (Lab lab = new Lab(dataset, protocol, name -> Cpu.open(), Cpu::normalization, () -> false)) {
            experiment.trials(protocol).forEach(trial -> observations.addAll(trial.run(lab)));
        }
<<<<<<< HEAD
        Findings findings = experiment.findings(new Results(observations), Bars.of(experiment.name()), protocol);
        if (findings.protocol().isEmpty() || findings.blocks().isEmpty() || findings.meaning().isEmpty()) {
            throw new AssertionError("an experiment tells what was done, shows it and says what it means");
        }
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        for (Claim claim : findings.claims()) {
            verdicts.put(claim.title(), claim.verdict());
        }
        return verdicts;
    }

=======
        return new Results(observations);
    }

    /** The same results with a quantity multiplied. */
    public static Results multiplied(Results results, String quantity, double factor) {
        return new Results(results.observations().stream().map(each -> each.quantity().equals(quantity)
                ? new Observation(each.trial(), each.seed(), each.factors(), quantity, each.value() * factor) : each).toList());
    }
>>>>>>> e-batch
}
