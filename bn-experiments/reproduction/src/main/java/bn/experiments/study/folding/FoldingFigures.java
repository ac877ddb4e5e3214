package bn.experiments.study.folding;

import bn.experiments.report.Cell;
import bn.experiments.report.Table;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What became of the arms, in numbers. */
final class FoldingFigures {
    private final Results results;
    private final BestCandidates chosen;
    private final int hidden;

    /** Tables of networks with so many hidden layers. */
    FoldingFigures(Results results, BestCandidates chosen, int hidden) {
        this.results = results;
        this.chosen = chosen;
        this.hidden = hidden;
    }

    /** How well the arms do. */
    Table outcomes() {
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

    /** What the rates change. */
    Table differences() {
        List<List<Cell>> rows = Stream.of(Arm.NONE, Arm.WEIGHT_DECAY, Arm.BATCH_NORM, Arm.POSITIVE_RATES).map(arm -> {
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
    Table lengths() {
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
    Table rates() {
        List<List<Cell>> rows = IntStream.rangeClosed(1, hidden).mapToObj(layer -> {
            Results those = results.where("layer", layer);
            return Stream.concat(Stream.of(Cell.number(layer)), Stream.of("units", "negative", "mean rate", "smallest rate",
                    "largest rate").map(quantity -> Cell.number(those.mean(quantity).estimate().mean()))).toList();
        }).toList();
        return new Table("Rates λ at the point of folding, on all training examples as one batch; means over seeds",
                List.of("layer", "units", "of them negative", "mean λ", "smallest λ", "largest λ"), rows);
    }
}
