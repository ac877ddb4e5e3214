package bn.experiments.study.batch;

import bn.experiments.report.Axis;
import bn.experiments.report.Block;
import bn.experiments.report.Cell;
import bn.experiments.report.Figure;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Series;
import bn.experiments.report.Table;
import bn.experiments.report.XyChart;
import bn.experiments.study.Estimate;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.List;

/** The charts and the table of the experiment. */
final class BatchSizeFigures {
    private final Results results;

    BatchSizeFigures(Results results) {
        this.results = results;
    }

    /** In reading order, of the losses that were measured. */
    List<Block> blocks(List<String> kinds) {
        List<Block> blocks = new ArrayList<>();
        if (kinds.contains(BatchSizeReport.SOFTMAX)) {
            blocks.add(Figure.of(gaps()));
        }
        blocks.add(Figure.of(ratios("Measured / full first order", "ratio", kinds)));
        blocks.add(Figure.of(ratios("Measured / two terms (gamma decay)", "two-term ratio", kinds)));
        blocks.add(table(kinds));
        return blocks;
    }

    private XyChart gaps() {
        Results softmax = results.where("loss", BatchSizeReport.SOFTMAX);
        return new XyChart("Softmax: what batch statistics add to the loss of an example", Axis.log("batch size M"),
                Axis.log("loss with batch statistics − with population statistics, nats"), List.of(
                        softmax.series("full first order", Series.Style.LINE, "batch", "predicted gap").inGroup("full"),
                        softmax.series("measured", Series.Style.MARKERS, "batch", "gap").inGroup("full"),
                        softmax.series("two terms", Series.Style.LINE, "batch", "two-term gap")),
                List.of());
    }

    private XyChart ratios(String title, String quantity, List<String> kinds) {
        return new XyChart(title + ", by batch size", Axis.log("batch size M"), Axis.linear("measured / predicted"),
                kinds.stream().map(kind -> results.where("loss", kind)
                        .series(kind, Series.Style.LINE_AND_MARKERS, "batch", quantity)).toList(),
                List.of(ReferenceLine.horizontal(1, "as predicted")));
    }

    private Results largest(String kind) {
        return results.where("loss", kind).where("batch", BatchSizeExperiment.LARGEST);
    }

    private double mean(String kind, String quantity) {
        return BatchSizeExperiment.LARGEST * largest(kind).each(quantity).estimate().mean();
    }

    private Table table(List<String> kinds) {
        List<List<Cell>> rows = kinds.stream().filter(kind -> !largest(kind).isEmpty()).map(kind -> {
            Estimate most = largest(kind).each("measured").estimate();
            return List.of(Cell.text(kind), Cell.number(results.where("loss", kind).each("lambda").estimate().mean()),
                    Cell.number(most.mean()), Cell.number(most.low()),
                    Cell.number(most.high()), Cell.number(mean(kind, "predicted gap")), Cell.number(mean(kind, "without kinks")),
                    Cell.number(mean(kind, "without pairs")), Cell.number(mean(kind, "two-term gap")));
        }).toList();
        return new Table("M times what batch statistics add to the loss: measured at M = " + BatchSizeExperiment.LARGEST
                + " with the interval over seeds, and predictions; means over seeds",
                List.of("loss", "λ, mean of units",
                        "measured", "low", "high", "full", "kinks left out", "pairs of channels left out", "two terms"),
                rows);
    }
}
