package bn.experiments.study.choice;

import bn.experiments.report.Cell;
import bn.experiments.report.Table;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The tables of the experiment: all methods at the ends of its factors. */
final class ChoiceTables {
    private final String features;
    private final Map<String, Results> conditions = new LinkedHashMap<>();

    ChoiceTables(ChoiceResults measured, String features) {
        this.features = features;
        Results sizes = measured.along(ChoiceTrial.SIZE);
        for (String size : List.of(sizes.levels(ChoiceTrial.SIZE).get(0), measured.reference(ChoiceTrial.SIZE),
                measured.last(ChoiceTrial.SIZE))) {
            conditions.put(size + " examples", sizes.where(ChoiceTrial.SIZE, size));
        }
        add(measured, ChoiceExperiment.LABELS, "labels ");
        add(measured, ChoiceExperiment.INPUTS, "input noise ");
    }

    private void add(ChoiceResults measured, String factor, String words) {
        conditions.put(words + measured.last(factor), measured.along(factor).where(factor, measured.last(factor)));
    }

    Table losses() {
        SelectionRule tuned = SelectionRule.chosen(PenaltyFamily.TUNED);
        return table("Test loss less that of the tuned rates with γ chosen, in % of it: mean and 95 % interval. Noise at "
                + "the reference number of examples; " + features,
                (method, condition) -> method.lossAbove(tuned, condition).estimate().text());
    }

    Table accuracies() {
        return table("Test accuracy, %: mean and 95 % interval; " + features,
                (method, condition) -> method.of(condition).each("accuracy").map(share -> 100 * share).estimate().text());
    }

    private Table table(String caption, BiFunction<SelectionRule, Results, String> cell) {
        List<String> headers = new ArrayList<>(List.of("rates"));
        headers.addAll(conditions.keySet());
        List<List<Cell>> rows = new ArrayList<>();
        for (SelectionRule method : SelectionRule.all()) {
            List<Cell> row = new ArrayList<>(List.of(Cell.text(method.label())));
            conditions.values().forEach(
                    condition -> row.add(Cell.text(method.of(condition).isEmpty() ? "–" : cell.apply(method, condition))));
            rows.add(row);
        }
        return new Table(caption, headers, rows);
    }
}
