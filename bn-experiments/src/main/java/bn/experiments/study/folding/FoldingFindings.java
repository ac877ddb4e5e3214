package bn.experiments.study.folding;

import bn.experiments.report.Axis;
import bn.experiments.report.Block;
import bn.experiments.report.Cell;
import bn.experiments.report.Claim;
import bn.experiments.report.Figure;
import bn.experiments.report.NumberText;
import bn.experiments.report.Point;
import bn.experiments.report.Series;
import bn.experiments.report.Table;
import bn.experiments.report.XyChart;
import bn.experiments.study.Bars;
import bn.experiments.study.Estimate;
import bn.experiments.study.Findings;
import bn.experiments.study.Observation;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What became of the arms. */
final class FoldingFindings {
    private final Results results;
    private final Bars bars;
    private final Protocol protocol;
    private final Chosen chosen;

    FoldingFindings(Results results, Bars bars, Protocol protocol) {
        this.results = results;
        this.bars = bars;
        this.protocol = protocol;
        chosen = new Chosen(results, protocol.seeds());
    }

    Findings findings() {
        List<Claim> claims = List.of(
                bars.judge("fold", results.largest("fold difference").largest()),
                judge("loss-none", Arm.RATES, Arm.NONE, "loss"),
                judge("loss-decay", Arm.RATES, Arm.WEIGHT_DECAY, "loss"),
                judge("accuracy-bn", Arm.BATCH_NORM, Arm.RATES, "accuracy"),
                judge("loss-bn", Arm.RATES, Arm.BATCH_NORM, "loss"),
                norms());
        List<Block> blocks = List.of(Figure.of(rates()), outcomes(), differences(), lengths(), signs());
        return new Findings(text(), claims, blocks, meaning());
    }

    /** The paired difference of the second arm from the first; empty if one has no numbers. */
    private Optional<Sample> difference(Arm first, Arm second, String quantity) {
        return chosen.of(first).flatMap(a -> chosen.of(second).map(b -> a.each(quantity).minus(b.each(quantity))));
    }

    private Claim judge(String key, Arm first, Arm second, String quantity) {
        return difference(first, second, quantity).map(sample -> bars.judge(key, sample.estimate()))
                .orElseGet(() -> bars.judge(key, Double.NaN));
    }

    /** The logarithm of the norm of all hidden layers' v together, with rates relative to no penalty. */
    private Claim norms() {
        Optional<Sample> ratio = hiddenNorm(Arm.RATES).flatMap(a -> hiddenNorm(Arm.NONE).map(a::minus));
        return ratio.map(sample -> bars.judge("norm-none", sample.map(Math::exp).estimate()))
                .orElseGet(() -> bars.judge("norm-none", Double.NaN));
    }

    private Optional<Sample> hiddenNorm(Arm arm) {
        // The mean of the logarithms over the hidden layers, by seed.
        return chosen.of(arm).map(those -> hidden(those).quantity("norm")).map(those -> new Results(those.observations().stream()
                .map(each -> new Observation(each.trial(), each.seed(), each.factors(), "log norm",
                        Math.log(each.value()))).toList()).mean("log norm"));
    }

    private Results hidden(Results those) {
        int last = FoldingExperiment.hidden(protocol).size();
        return new Results(those.observations().stream().filter(each -> each.factors().containsKey("layer")
                && Integer.parseInt(each.factors().get("layer")) <= last).toList());
    }

    private XyChart rates() {
        List<Series> series = new ArrayList<>();
        for (Arm arm : Arm.values()) {
            List<Point> points = new ArrayList<>();
            for (double rate : FoldingExperiment.LEARNING_RATES) {
                new Chosen(results.where("learning-rate", rate), protocol.seeds()).of(arm).map(those -> those.each("loss").estimate())
                        .ifPresent(loss -> points.add(new Point(rate, loss.mean(), loss.low(), loss.high())));
            }
            series.add(new Series(arm.label(), arm.label(), Series.Style.LINE_AND_MARKERS, points));
        }
        return new XyChart("Test loss after going on, by learning rate (a missing point diverged with a seed)", Axis.log("learning rate"), Axis.linear("test loss, nats"), series, List.of());
    }

    private Table outcomes() {
        List<List<Cell>> rows = Stream.of(Arm.values()).map(arm -> {
            List<Cell> row = new ArrayList<>(List.of(Cell.text(arm.label())));
            for (String quantity : List.of("loss", "accuracy", "calibration")) {
                row.add(Cell.text(chosen.of(arm).map(those -> those.each(quantity).estimate().text()).orElse("diverged")));
            }
            row.add(Cell.text(chosen.choices(arm, "learning-rate")));
            row.add(Cell.text(arm == Arm.WEIGHT_DECAY ? chosen.choices(arm, "decay") : ""));
            return row;
        }).toList();
        return new Table("Test examples, with what was chosen on validation examples; means and intervals over seeds",
                List.of("goes on with", "loss, nats", "accuracy", "calibration error", "learning rate × seeds",
                        "weight decay × seeds"), rows);
    }

    private Table differences() {
        List<List<Cell>> rows = Stream.of(Arm.NONE, Arm.WEIGHT_DECAY, Arm.BATCH_NORM, Arm.POSITIVE_RATES).map(arm -> {
            List<Cell> row = new ArrayList<>(List.of(Cell.text(Arm.RATES.label() + " − " + arm.label())));
            for (String quantity : List.of("loss", "accuracy", "calibration")) {
                row.add(Cell.text(difference(Arm.RATES, arm, quantity).map(sample -> sample.estimate().text()).orElse("diverged")));
            }
            return row;
        }).toList();
        return new Table("Paired differences over seeds, test examples", List.of("difference", "loss, nats", "accuracy",
                "calibration error"), rows);
    }

    private IntStream layers() {
        return IntStream.rangeClosed(1, FoldingExperiment.hidden(protocol).size() + 1);
    }

    private Table lengths() {
        List<String> headers = new ArrayList<>(List.of("goes on with"));
        layers().forEach(layer -> headers.add("layer " + layer));
        List<List<Cell>> rows = new ArrayList<>();
        List<Cell> start = new ArrayList<>(List.of(Cell.text("(when folded)")));
        // The same in all trials of a seed.
        layers().forEach(layer -> start.add(Cell.text(results.where("layer", layer).mean("folded norm").estimate().text())));
        rows.add(start);
        for (Arm arm : Arm.values()) {
            List<Cell> row = new ArrayList<>(List.of(Cell.text(arm.label())));
            layers().forEach(layer -> row.add(Cell.text(chosen.of(arm)
                    .map(those -> those.where("layer", layer).each("norm").estimate().text()).orElse("diverged"))));
            rows.add(row);
        }
        return new Table("Norm ‖v‖ of the effective weights of each layer, all its units together", headers, rows);
    }

    private Table signs() {
        List<List<Cell>> rows = IntStream.rangeClosed(1, FoldingExperiment.hidden(protocol).size()).mapToObj(layer -> {
            Results those = results.where("layer", layer);
            return Stream.concat(Stream.of(Cell.number(layer)), Stream.of("units", "negative", "mean rate", "smallest rate",
                    "largest rate").map(quantity -> Cell.number(those.mean(quantity).estimate().mean()))).toList();
        }).toList();
        return new Table("Rates λ at the point of folding, on all training examples as one batch; means over seeds",
                List.of("layer", "units", "of them negative", "mean λ", "smallest λ", "largest λ"), rows);
    }

    private List<String> text() {
        return List.of("An MLP with hidden layers " + FoldingExperiment.hidden(protocol) + " is trained with batch norm for "
                + FoldingExperiment.before(protocol) + " epochs on " + NumberText.of(FoldingExperiment.examples(protocol))
                + " examples that the seed draws (float32, batch 128, learning rate 0.1, momentum 0.9, ε 10⁻⁵, γ and β learned). Batch "
                + "norm is folded by its running statistics, and training goes on for " + FoldingExperiment.after(protocol)
                + " epochs with velocities of 0: with batch norm; without it and without penalty; with the penalty (λₖ/2) vₖ·Svₖ of "
                + "each hidden unit, λₖ = −(∂L/∂γₖ)/γₖ read once on all training examples as one batch and S that of the batch; "
                + "the same with negative rates set to 0; and with plain weight decay of all weights. All arms have the same start, "
                + "examples and order.",
                "Each arm has the same learning rates to choose from, " + list(FoldingExperiment.LEARNING_RATES)
                + ", and takes for each seed "
                + "the one of least loss on " + NumberText.of(FoldingExperiment.validation(protocol)) + " validation examples that are "
                + "trained on by none. Weight decay is chosen together with it from " + list(FoldingExperiment.DECAYS)
                + ", so that arm has " + FoldingExperiment.DECAYS.size()
                + " times the effort of the others. The number of epochs is fixed. Reported are test examples, "
                + "which have no part in any choice.",
                "Negative rates are kept as they are in the arm 'its rates': there the penalty pushes weights outwards. The expected "
                + "calibration error has " + Prediction.BINS + " bins of equal width.");
    }

    private static String list(List<Double> values) {
        return values.stream().map(NumberText::of).collect(Collectors.joining(", "));
    }

    private List<String> meaning() {
        Results folded = new Results(results.observations().stream().filter(each -> !each.factors().containsKey("arm")).toList());
        return List.of(sentence(Arm.NONE), sentence(Arm.WEIGHT_DECAY), sentence(Arm.BATCH_NORM), sentence(Arm.POSITIVE_RATES),
                "The mean rate over hidden layers was " + NumberText.of(folded.mean("mean rate").estimate().mean())
                + " when batch norm was folded, on the scale of weight decay. γ and β were learned and no weight was decayed: "
                + "then all rates are 0 where training has come to rest (T5), and what is read off is how far it was from there. "
                + "What this experiment tells of rates it tells of rates of this size.");
    }

    private String sentence(Arm other) {
        String pair = "'" + Arm.RATES.label() + "' and '" + other.label() + "'";
        return difference(Arm.RATES, other, "loss").map(sample -> {
            Estimate loss = sample.estimate();
            String which = loss.most() < 0 ? "the rates do better" : loss.least() > 0 ? "the rates do worse"
                    : "these seeds do not tell them apart";
            return "Test loss of " + pair + " differs by " + loss.text() + " nats, accuracy by "
                    + difference(Arm.RATES, other, "accuracy").orElseThrow().estimate().text() + ": by loss " + which + ".";
        }).orElse("Of " + pair + " one diverged at every learning rate with some seed.");
    }
}
