package bn.experiments.page;

import bn.experiments.advice.Advice;
import bn.experiments.advice.Prediction;
import bn.experiments.report.Cell;
import bn.experiments.report.Section;
import bn.experiments.report.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the theory predicts for a network, and what was measured, as a section of a page. */
final class PredictionSection {
    private static final String INTRODUCTION = "What the theory says about this network under the settings that are given here, next to what was "
            + "measured in it. Numbers after ± are standard errors over the batches. \"Not decided\" means that these readings cannot tell. What is asked "
            + "of each row is below.";

    private PredictionSection() {}

    /** The section; empty if nothing is predicted. */
    static Optional<Section> of(Advice advice) {
        List<Prediction> rows = advice.predictions();
        return rows.isEmpty() ? Optional.empty()
                : Optional.of(new Section("Predicted and measured", "", List.of(INTRODUCTION), List.of(),
                        List.of(new Table("What the theory predicts, and what was measured",
                                List.of("theorem", "result", "quantity", "predicted", "measured", "where", "batches"),
                                rows.stream().map(PredictionSection::row).toList())),
                        notes(advice), ""));
    }

    private static List<String> notes(Advice advice) {
        return advice.notes().stream().map(Symbols::text).toList();
    }

    private static List<Cell> row(Prediction row) {
        return Stream.of(Cell.text(row.theorem()), Cell.text(row.agreement().text()), Cell.text(Symbols.text(row.quantity())),
                Cell.text(row.predictedText()), Cell.text(row.measuredText()), Cell.text(row.where()),
                row.batches() == 0 ? Cell.text("") : Cell.number(row.batches())).toList();
    }
}
