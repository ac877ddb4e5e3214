package bn.experiments.study.folding;

import bn.experiments.report.Axis;
import bn.experiments.report.Block;
import bn.experiments.report.Cell;
import bn.experiments.report.Figure;
import bn.experiments.report.Point;
import bn.experiments.report.Series;
import bn.experiments.report.Table;
import bn.experiments.report.XyChart;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Figures and tables that compare the arms. */
final class FoldingFigures {
    private final Results results;
    private final BestCandidates chosen;
    private final int seeds;
    private final int hidden;

    FoldingFigures(Results results, BestCandidates chosen, Protocol protocol) {
        this.results = results;
        this.chosen = chosen;
        seeds = protocol.seeds();
        hidden = FoldingExperiment.hidden(protocol).size();
    }

    /** In reading order. */
    List<Block> blocks() {
        return List.of(learningRates(), outcomes(), differences(), lengths(), rates());
    }

    /** How well the arms do. */
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
                        "weight decay × seeds"),
                rows);
    }

    /** What the rates change. */
    private Table differences() {
        List<List<Cell>> rows = Stream.of(Arm.NONE, Arm.WEIGHT_DECAY, Arm.BATCH_NORM, Arm.RATES_THROUGH, Arm.POSITIVE_RATES)
                .map(arm -> {
                    List<Cell> row = new ArrayList<>(List.of(Cell.text(Arm.RATES.label() + " − " + arm.label())));
                    for (String quantity : List.of("loss", "accuracy", "calibration")) {
                        row.add(Cell.text(chosen.difference(Arm.RATES, arm, quantity).map(each -> each.estimate().text())
                                .orElse("diverged")));
                    }
                    return row;
                }).toList();
        return new Table("Paired differences over seeds, test examples", List.of("difference", "loss, nats", "accuracy",
                "calibration error"), rows);
    }

    private IntStream layers() {
        return IntStream.rangeClosed(1, hidden + 1);
    }

    /** How long the effective weights are. */
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

    /** The rates that were read. */
    private Table rates() {
        List<List<Cell>> rows = IntStream.rangeClosed(1, hidden).mapToObj(layer -> {
            Results those = results.where("layer", layer);
            return Stream.concat(Stream.of(Cell.number(layer)), Stream.of("units", "negative", "mean rate", "smallest rate",
                    "largest rate").map(quantity -> Cell.number(those.mean(quantity).estimate().mean()))).toList();
        }).toList();
        return new Table("Rates λ at the point of folding, on all training examples as one batch; means over seeds",
                List.of("layer", "units", "of them negative", "mean λ", "smallest λ", "largest λ"), rows);
    }

    private Figure learningRates() {
        List<Series> series = new ArrayList<>();
        for (Arm arm : Arm.values()) {
            List<Point> points = new ArrayList<>();
            for (double rate : FoldingExperiment.LEARNING_RATES) {
                new BestCandidates(results.where("learning-rate", rate), seeds).of(arm)
                        .map(those -> those.each("loss").estimate())
                        .ifPresent(loss -> points.add(loss.at(rate)));
            }
            series.add(new Series(arm.label(), arm.label(), Series.Style.LINE_AND_MARKERS, points));
        }
        return Figure.of(new XyChart("Test loss after going on, by learning rate (a missing point diverged with a seed)",
                Axis.log("learning rate"), Axis.linear("test loss, nats"), series, List.of()));
    }
}
