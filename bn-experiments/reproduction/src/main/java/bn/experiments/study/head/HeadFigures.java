package bn.experiments.study.head;

import bn.experiments.report.BarChart;
import bn.experiments.report.Block;
import bn.experiments.report.Cell;
import bn.experiments.report.Figure;
import bn.experiments.report.Table;
import bn.experiments.study.Estimate;
import bn.experiments.study.Results;
import java.util.Arrays;
import java.util.List;

/** How well each way does. */
final class HeadFigures {
    private final Results results;

    HeadFigures(Results results) {
        this.results = results;
    }

    /** In reading order. */
    List<Block> blocks() {
        List<Estimate> losses = Arrays.stream(Held.values()).map(held -> at(held).each("loss").estimate()).toList();
        BarChart.Bars bars = new BarChart.Bars("test loss", losses.stream().map(Estimate::mean).toList(),
                losses.stream().map(Estimate::low).toList(), losses.stream().map(Estimate::high).toList());
        return List.of(Figure.of(new BarChart("Test loss with and without batch norm", "held by", "test loss, nats",
                Arrays.stream(Held.values()).map(Held::label).toList(), List.of(bars), List.of())), table());
    }

    private Results at(Held held) {
        return results.where("held", held.label());
    }

    private Table table() {
        List<List<Cell>> rows = Arrays.stream(Held.values()).map(held -> List.of(Cell.text(held.label()),
                Cell.text(at(held).each("loss").estimate().text()), Cell.text(at(held).each("accuracy").estimate().text()),
                Cell.text(at(held).quantity("returned").isEmpty() ? "" : HeadReport.tested(at(held), "returned").text()),
                Cell.number(at(held).each("learning rate").estimate().mean()),
                Cell.number(at(held).each("chosen decay").estimate().mean()))).toList();
        return new Table("Test examples, with what was chosen on validation examples; means and intervals over seeds",
                List.of("held by", "test loss, nats", "test accuracy", "fraction of batch norm's gain", "learning rate, mean",
                        "weight decay, mean"),
                rows);
    }
}
