package bn.experiments.study.decay;

import bn.experiments.report.BarChart;
import bn.experiments.report.Block;
import bn.experiments.report.Cell;
import bn.experiments.report.Figure;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Table;
import bn.experiments.study.Estimate;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What each placement moves: the rate of the last gammas, the angle of the inner ones, and the test loss. */
final class DecayFigures {
    private final Results results;

    DecayFigures(Results results) {
        this.results = results;
    }

    /** In reading order. */
    List<Block> blocks() {
        return List.of(
                chart("Rate λ of the last γ over the rate at rest with decay (T5, T16)", "λ, relative",
                        those -> those.each("relative rate").estimate()),
                chart("Angle of a step of the inner (γ, β) over that at equilibrium with decay (T17), mean over layers",
                        "angle, relative", those -> those.mean("angle ratio").estimate()),
                table());
    }

    private Figure chart(String title, String label, Function<Results, Estimate> number) {
        List<BarChart.Bars> bars = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            List<Estimate> estimates = Arrays.stream(Placement.values())
                    .map(placement -> number.apply(DecayReport.at(results, rule, placement))).toList();
            bars.add(new BarChart.Bars(rule.label(), estimates.stream().map(Estimate::mean).toList(),
                    estimates.stream().map(Estimate::low).toList(), estimates.stream().map(Estimate::high).toList()));
        }
        return Figure.of(new BarChart(title, "weight decay on", label,
                Arrays.stream(Placement.values()).map(Placement::label).toList(), bars,
                List.of(ReferenceLine.horizontal(1, "with decay, by theory"))));
    }

    private Table table() {
        List<List<Cell>> rows = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            for (Placement placement : Placement.values()) {
                Results at = DecayReport.at(results, rule, placement);
                rows.add(List.of(Cell.text(rule.label()), Cell.text(placement.label()),
                        Cell.text(at.each("loss").estimate().text()),
                        Cell.text(at.each("accuracy").estimate().text()), Cell.number(at.each("rate").estimate().mean()),
                        Cell.text(at.each("relative rate").estimate().text()), Cell.number(at.each("noise").estimate().mean()),
                        Cell.number(at.mean("effective rate").estimate().mean()),
                        Cell.text(at.mean("angle ratio").estimate().text())));
            }
        }
        return new Table("Each placement, means over seeds, intervals over seeds", List.of("optimizer", "decay on",
                "test loss, nats", "test accuracy", "λ of the last γ", "λ, relative", "part of gradient noise",
                "effective learning rate of inner (γ, β)",
                "angle, relative"), rows);
    }
}
