package bn.experiments.study.folding;

import bn.experiments.report.NumberText;
import bn.experiments.study.Estimate;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was done to the arms, and what came out, in words. */
final class FoldingText {
    private final Results results;
    private final BestCandidates chosen;
    private final Protocol protocol;

    FoldingText(Results results, BestCandidates chosen, Protocol protocol) {
        this.results = results;
        this.chosen = chosen;
        this.protocol = protocol;
    }

    /** What was done. */
    List<String> protocol() {
        return List.of("An MLP with hidden layers " + FoldingExperiment.hidden(protocol) + " is trained with batch norm for "
                + FoldingExperiment.before(protocol) + " epochs on " + NumberText.of(FoldingExperiment.examples(protocol))
                + " examples that the seed draws (float32, batch 128, learning rate 0.1, momentum 0.9, ε 10⁻⁵, γ and β learned, γ "
                + "with a weight decay of " + NumberText.of(FoldingExperiment.GAMMA_DECAY)
                + ", without which its rates would tend to 0). "
                + "Batch norm is folded by its running statistics, and training goes on for " + FoldingExperiment.after(protocol)
                + " epochs with velocities of 0: with batch norm as before; without it and without penalty; with the penalty "
                + "(λₖ/2) vₖ·Svₖ of each hidden unit, λₖ = −(∂L/∂γₖ)/γₖ read once on all training examples as one batch and S "
                + "that of the batch, taken as constant; the same with S differentiated, too, so that the layers below feel it; the first "
                + "with negative rates set to 0; and with plain weight decay of all weights. All arms have the same start, examples and order.",
                "Each arm has the same learning rates to choose from, " + list(FoldingExperiment.LEARNING_RATES)
                        + ", and takes for each seed the one of least loss on "
                        + NumberText.of(FoldingExperiment.validation(protocol))
                        + " validation examples that none is trained on, of those at which its effective weights go at least "
                        + NumberText.of(Outcome.LEAST_DISTANCE)
                        + " and at most " + NumberText.of(Outcome.MOST_DISTANCE)
                        + " of their norm: an arm that hardly moves keeps everything, "
                        + "and shows nothing, and one that goes farther runs away. Weight decay is chosen together with the learning rate from "
                        + list(FoldingExperiment.DECAYS) + ", so that arm has " + FoldingExperiment.DECAYS.size()
                        + " times the effort of the others. The number of epochs is fixed. Reported are test examples, which have no "
                        + "part in any choice. Intervals of losses and accuracies are for other seeds and for other test examples: the "
                        + "variance over examples of the paired difference is added, as a whole, because all seeds share the test examples.",
                "Negative rates are kept as they are in the arm 'its rates': there the penalty pushes weights outwards. The "
                        + "expected calibration error has " + ClassifierScores.BINS + " bins of equal width.");
    }

    private static String list(List<Double> values) {
        return values.stream().map(NumberText::of).collect(Collectors.joining(", "));
    }

    /** What came out. */
    List<String> meaning() {
        Results folded = new Results(results.observations().stream().filter(each -> !each.factors().containsKey("arm")).toList());
        return List.of(sentence(Arm.NONE), sentence(Arm.WEIGHT_DECAY), sentence(Arm.BATCH_NORM), sentence(Arm.RATES_THROUGH),
                sentence(Arm.POSITIVE_RATES),
                "Against going on with batch norm, going on without it and without a penalty loses "
                        + chosen.difference(Arm.BATCH_NORM, Arm.NONE, "accuracy").map(lost -> lost.estimate().text())
                                .orElse("everything")
                        + " of accuracy. What the rates keep is to be compared with that: it is not due to them if nothing was lost "
                        + "without them.",
                "The mean rate over hidden layers was " + NumberText.of(folded.mean("mean rate").estimate().mean())
                        + " when batch norm was folded; γ decayed at " + NumberText.of(FoldingExperiment.GAMMA_DECAY)
                        + ". The results of this experiment are about rates of this size.",
                edge());
    }

    private String edge() {
        double lowest = FoldingExperiment.LEARNING_RATES.get(0);
        long all = Stream.of(Arm.values()).mapToLong(arm -> seeds(chosen.of(arm))).sum();
        long low = Stream.of(Arm.values())
                .mapToLong(arm -> seeds(chosen.of(arm).map(those -> those.where("learning-rate", lowest)))).sum();
        return "Of " + all + " choices of a learning rate " + low + " took the lowest of the grid, " + NumberText.of(lowest)
                + ". The effective weights went, of their norm: " + Stream.of(Arm.values())
                        .map(arm -> arm.label() + " "
                                + chosen.of(arm).map(those -> NumberText.of(those.each("travelled").estimate()
                                        .mean())).orElse("nowhere"))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static long seeds(Optional<Results> chosen) {
        return chosen.map(those -> those.quantity("loss").observations().size()).orElse(0);
    }

    private String sentence(Arm other) {
        String pair = "'" + Arm.RATES.label() + "' and '" + other.label() + "'";
        return chosen.difference(Arm.RATES, other, "loss").map(sample -> {
            Estimate loss = sample.estimate();
            String which = loss.most() < 0 ? "the rates do better" : loss.least() > 0 ? "the rates do worse"
                    : "these seeds do not distinguish them";
            return "Test loss of " + pair + " differs by " + loss.text() + " nats, accuracy by "
                    + chosen.difference(Arm.RATES, other, "accuracy").orElseThrow().estimate().text()
                    + ": by loss " + which + ".";
        }).orElse("Of " + pair + " one diverged at every learning rate with some seed.");
    }
}
