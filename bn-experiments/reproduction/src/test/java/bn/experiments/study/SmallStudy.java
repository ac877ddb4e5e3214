package bn.experiments.study;

import bn.api.backend.Backend;
import bn.experiments.data.Dataset;
import bn.experiments.report.Claim;
import bn.experiments.report.Verdict;
import bn.experiments.testing.Cpu;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** An experiment by a quick protocol on the CPU backend: its trials are done one after the other, without files. */
public record SmallStudy(Experiment experiment, Protocol protocol, Results results) {

    /** Does all trials. */
    public static SmallStudy run(Experiment experiment, Dataset dataset, int seeds) {
        return run(experiment, dataset, seeds, Cpu::open);
    }

    /** Does all trials on another backend. */
    public static SmallStudy run(Experiment experiment, Dataset dataset, int seeds, Supplier<Backend> backend) {
        Protocol protocol = new Protocol(DatasetSummary.of(dataset), true, 1, seeds, "cpu", List.of());
        List<Observation> observations = new ArrayList<>();
        try (TrialContext context = new TrialContext(dataset, protocol, name -> backend.get(), Cpu::normalization, () -> false)) {
            experiment.trials(protocol).forEach(trial -> observations.addAll(trial.run(context)));
        }
        return new SmallStudy(experiment, protocol, new Results(observations));
    }

    /** The same study, had some of its values come out differently. */
    public SmallStudy changed(Predicate<Observation> which, DoubleUnaryOperator change) {
        return new SmallStudy(experiment, protocol, new Results(results.observations().stream().map(each -> which.test(each)
                ? new Observation(each.trial(), each.seed(), each.factors(), each.quantity(), change.applyAsDouble(each.value()))
                : each).toList()));
    }

    /** The same study, had all values of a quantity been larger by a factor. */
    public SmallStudy multiplied(String quantity, double factor) {
        return changed(each -> each.quantity().equals(quantity), value -> value * factor);
    }

    /** What the experiment finds. Unless it applies to nothing it must tell what was done, show it and say what it means. */
    public Findings findings() {
        Findings findings = experiment.findings(new Evidence(results, experiment.criteria(), protocol));
        boolean applies = findings.claims().stream().anyMatch(claim -> claim.verdict() != Verdict.NOT_APPLICABLE);
        if (applies && (findings.protocol().isEmpty() || findings.blocks().isEmpty() || findings.meaning().isEmpty())) {
            throw new AssertionError("an experiment tells what was done, shows it and says what it means");
        }
        return findings;
    }

    /** The verdicts, by the titles of the claims. */
    public Map<String, Verdict> verdicts() {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        for (Claim claim : findings().claims()) {
            verdicts.put(claim.title(), claim.verdict());
        }
        return verdicts;
    }

    /** The verdict on the claim of this title. */
    public Verdict verdict(String title) {
        Verdict verdict = verdicts().get(title);
        if (verdict == null) {
            throw new AssertionError("no claim has the title " + title);
        }
        return verdict;
    }
}
