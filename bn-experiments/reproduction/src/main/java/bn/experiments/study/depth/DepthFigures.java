package bn.experiments.study.depth;

import bn.experiments.report.Axis;
import bn.experiments.report.Block;
import bn.experiments.report.Cell;
import bn.experiments.report.Figure;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Series;
import bn.experiments.report.Table;
import bn.experiments.report.XyChart;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.List;

/** The charts and tables of the experiment. */
final class DepthFigures {
    private final Results learned;
    private final Results fixed;
    private final Results softmax;
    private final Results descent;

    DepthFigures(Results training, Results softmax, Results descent) {
        learned = training.where(DepthExperiment.GAMMA, DepthExperiment.LEARNED);
        fixed = training.where(DepthExperiment.GAMMA, DepthExperiment.FIXED);
        this.softmax = softmax;
        this.descent = descent;
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>(List.of(nets(), rates(), units(), decays(), approach(), end()));
        if (!softmax.quantity("difference").isEmpty()) {
            blocks.add(rest());
        }
        return blocks;
    }

    private Figure nets() {
        List<Series> series = learned.levels("layer").stream().map(layer -> learned.where("layer", layer)
                .series("layer " + layer, Series.Style.LINE_AND_MARKERS, "step", "net at")).toList();
        return Figure
                .of(new XyChart("Net rate of each layer over training, γ learned", Axis.linear("step"), Axis.linear("Σ γ² λ"),
                        series, List.of(ReferenceLine.horizontal(0, "no net rate"))));
    }

    private Figure rates() {
        List<String> layers = learned.levels("layer");
        String last = layers.get(layers.size() - 1);
        return Figure.of(new XyChart("Rate Λ of the last layer over training", Axis.linear("step"), Axis.linear("Λ"), List.of(
                learned.where("layer", last).series("γ learned", Series.Style.LINE_AND_MARKERS, "step", "rate at"),
                fixed.where("layer", last).series("γ fixed at 1", Series.Style.LINE_AND_MARKERS, "step", "rate at")),
                List.of(ReferenceLine.horizontal(0, "γ learned, stationary point"))));
    }

    private Figure units() {
        List<Series> series = learned.levels("layer").stream().map(layer -> learned.where("layer", layer)
                .series("layer " + layer, Series.Style.LINE_AND_MARKERS, "quantile", "lambda")).toList();
        return Figure.of(new XyChart("Rates of single units at the end, γ learned, all examples as one batch",
                Axis.linear("fraction of the layer's units below"), Axis.linear("λ"), series,
                List.of(ReferenceLine.horizontal(0, "no penalty"))));
    }

    private Results last(String above) {
        return DepthReport.last(descent.where(DepthExperiment.ABOVE, above));
    }

    private Results inner() {
        return descent.where(DepthExperiment.ABOVE, DepthExperiment.HELD).where("layer", 1);
    }

    private Figure decays() {
        double[] decays = descent.levels(DepthExperiment.DECAY).stream().mapToDouble(Double::parseDouble).toArray();
        return Figure.of(new XyChart("Rate Λ of the last layer at the end of full-batch descent", Axis.log("weight decay μ of γ"),
                Axis.log("Λ"),
                List.of(Series.of("stationary point, Λ = μ", Series.Style.LINE, decays, decays).inGroup("held"),
                        last(DepthExperiment.HELD).series("last layer, output weights held", Series.Style.MARKERS,
                                DepthExperiment.DECAY, "rate").inGroup("held"),
                        last(DepthExperiment.FREE).series("predicted, output weights free", Series.Style.LINE,
                                DepthExperiment.DECAY, "predicted rate").inGroup("free"),
                        last(DepthExperiment.FREE).series("last layer, output weights free", Series.Style.MARKERS,
                                DepthExperiment.DECAY, "rate").inGroup("free")),
                List.of()));
    }

    private Figure approach() {
        List<String> decays = descent.levels(DepthExperiment.DECAY);
        String largest = decays.get(decays.size() - 1);
        return Figure.of(new XyChart("Approach to the stationary point at μ = " + largest, Axis.linear("step"),
                Axis.linear("Λ / μ"), List.of(
                        approach(last(DepthExperiment.HELD), largest, "last layer, output weights held"),
                        approach(last(DepthExperiment.FREE), largest, "last layer, output weights free"),
                        approach(inner(), largest, "inner layer")),
                List.of(ReferenceLine.horizontal(1, "Λ = μ"))));
    }

    private static Series approach(Results results, String decay, String name) {
        return results.where(DepthExperiment.DECAY, decay).series(name, Series.Style.LINE_AND_MARKERS, "step",
                "relative rate at");
    }

    private Table end() {
        List<List<Cell>> rows = new ArrayList<>();
        for (String decay : descent.levels(DepthExperiment.DECAY)) {
            for (String above : descent.levels(DepthExperiment.ABOVE)) {
                Results run = descent.where(DepthExperiment.DECAY, decay).where(DepthExperiment.ABOVE, above);
                for (String layer : run.levels("layer")) {
                    Results at = run.where("layer", layer);
                    rows.add(List.of(Cell.number(Double.parseDouble(decay)), Cell.text(above), Cell.text(layer),
                            number(at, "relative rate"), unit(at, 0.1), unit(at, 0.9), number(at, "unrest"), number(at, "scale"),
                            number(run, "loss")));
                }
            }
        }
        return new Table("At the end of full-batch descent, means over seeds", List.of("μ", "output weights", "layer", "Λ/μ",
                "λ/μ, a tenth of units below", "λ/μ, a tenth above", "distance from convergence", "root mean square γ", "loss"),
                rows);
    }

    private static Cell unit(Results at, double quantile) {
        return number(at.where("quantile", quantile), "unit");
    }

    private static Cell number(Results results, String quantity) {
        return results.quantity(quantity).isEmpty() ? Cell.text("") : Cell.number(results.each(quantity).estimate().mean());
    }

    private Table rest() {
        List<List<Cell>> rows = new ArrayList<>();
        for (String decay : softmax.quantity("difference").levels(DepthExperiment.DECAY)) {
            Results at = softmax.where(DepthExperiment.DECAY, decay);
            rows.add(List.of(Cell.number(Double.parseDouble(decay)), Cell.number(at.each("rate error").largest()),
                    Cell.number(at.each("difference").largest()), number(at, "iterations")));
        }
        return new Table("Softmax regression at the stationary point, largest of all seeds",
                List.of("μ", "|λ/μ − 1|", "difference of the weights",
                        "iterations, mean"),
                rows);
    }
}
