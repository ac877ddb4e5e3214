package bn.experiments.study;

import bn.experiments.data.Dataset;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.report.Claim;
import bn.experiments.report.Verdict;
import bn.experiments.testing.Cpu;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An experiment's trials done one after the other, without files. */
public final class SmallStudy {

    private SmallStudy() {}

    /** A quick protocol on the CPU backend. */
    public static Protocol protocol(Dataset dataset, int seeds) {
        return new Protocol(DatasetSummary.of(dataset), true, 1, seeds, "cpu", List.of());
    }

    /** What all trials observe. */
    public static Results run(Experiment experiment, Protocol protocol, Dataset dataset) {
        List<Observation> observations = new ArrayList<>();
        try (TrialContext context = new TrialContext(dataset, protocol, name -> Cpu.open(), Cpu::normalization, () -> false)) {
            experiment.trials(protocol).forEach(trial -> observations.addAll(trial.run(context)));
        }
        return new Results(observations);
    }

    /** The same results with a quantity multiplied. */
    public static Results multiplied(Results results, String quantity, double factor) {
        return new Results(results.observations().stream().map(each -> each.quantity().equals(quantity)
                ? new Observation(each.trial(), each.seed(), each.factors(), quantity, each.value() * factor) : each).toList());
    }

    /** What an experiment finds in results. */
    public static Findings findings(Experiment experiment, Results results, Protocol protocol) {
        return experiment.findings(new Evidence(results, experiment.criteria(), protocol));
    }

    /** The verdicts, by the titles of the claims, on a few synthetic digits of 14 x 14 pixels. */
    public static Map<String, Verdict> verdicts(Experiment experiment, int train) {
        Dataset dataset = SyntheticDigits.draw(1, train, 50).pool(2);
        Protocol protocol = protocol(dataset, 2);
        return verdicts(findings(experiment, run(experiment, protocol, dataset), protocol));
    }

    /** The verdicts of findings, which must be complete, by the titles of the claims. */
    public static Map<String, Verdict> verdicts(Findings findings) {
        if (findings.protocol().isEmpty() || findings.blocks().isEmpty() || findings.meaning().isEmpty()) {
            throw new AssertionError("an experiment tells what was done, shows it and says what it means");
        }
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        for (Claim claim : findings.claims()) {
            verdicts.put(claim.title(), claim.verdict());
        }
        return verdicts;
    }
}
