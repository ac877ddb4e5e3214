package bn.experiments.study.depth;

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
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.ArrayList;
import java.util.List;

/** What came of gamma fixed, learned and decayed. */
final class ScaleFindings {
    private static final String INNER = "1";
    private static final String LAST = "2";

    private final Results results;
    private final Bars bars;
    private final Protocol protocol;

    ScaleFindings(Results results, Bars bars, Protocol protocol) {
        this.results = results;
        this.bars = bars;
        this.protocol = protocol;
    }

    Findings all() {
        List<Claim> claims = new ArrayList<>();
        for (double decay : ScalePart.DECAYS) {
            claims.add(bars.judge("decay-" + decay, ended(decay, LAST).map(rate -> Math.abs(rate - decay) / decay).estimate()));
        }
        claims.add(bars.judge("learned", end("learned", 0, LAST).map(Math::abs).estimate()));
        double largest = ScalePart.DECAYS.get(ScalePart.DECAYS.size() - 1);
        claims.add(bars.judge("inner", ended(largest, INNER).map(rate -> (largest - rate) / largest).estimate()));
        return new Findings(List.of("To see where rates end, a smaller MLP (hidden layers of " + ScalePart.HIDDEN + " units, ε 0, images "
                + "averaged over 2 × 2 pixels where that can be) is trained in float64 by gradient descent on all of "
                + ScalePart.examples(protocol) + " examples as one batch, for " + ScalePart.steps(protocol) + " steps of learning rate "
                + ScalePart.LEARNING_RATE + " and momentum " + ScalePart.MOMENTUM + "; a fifth of the labels are random, so that "
                + "nothing is fitted wholly. γ is fixed at 1, learned, or learned with weight decay μ. The rate of a layer is "
                + "Σγ² λ / Σγ², its final value a mean over the last tenth of the steps."),
                claims, blocks(), meaning(largest));
    }

    private Sample ended(double decay, String layer) {
        return end("decayed", decay, layer);
    }

    private Sample end(String mode, double decay, String layer) {
        return at(mode, decay, layer).each("final");
    }

    private Results at(String mode, double decay, String layer) {
        return results.where("mode", mode).where("decay", decay).where("layer", layer);
    }

    private List<Block> blocks() {
        List<Series> curves = new ArrayList<>();
        curves.add(at("learned", 0, LAST).series("learned", Series.Style.LINE, "step", "rate"));
        List<Point> theory = new ArrayList<>();
        List<Point> last = new ArrayList<>();
        List<Point> inner = new ArrayList<>();
        for (double decay : ScalePart.DECAYS) {
            curves.add(at("decayed", decay, LAST).series("μ = " + NumberText.of(decay), Series.Style.LINE, "step", "rate"));
            theory.add(new Point(decay, decay));
            last.add(point(decay, LAST));
            inner.add(point(decay, INNER));
        }
        curves.add(at("fixed", 0, LAST).series("fixed", Series.Style.LINE, "step", "rate"));
        XyChart time = new XyChart("Rate of the last normalized layer over training", Axis.linear("step"),
                Axis.linear("Σγ² λ / Σγ²"), curves, List.of());
        XyChart ends = new XyChart("Where the rate ends, against the weight decay on γ", Axis.log("weight decay μ on γ"),
                Axis.linear("Σγ² λ / Σγ²"), List.of(
                        new Series("λ = μ", "last", Series.Style.LINE, theory),
                        new Series("last normalized layer", "last", Series.Style.MARKERS, last),
                        new Series("layer below batch norm", "inner", Series.Style.MARKERS, inner)), List.of());
        return List.of(Figure.of(time), Figure.of(ends), table());
    }

    private Point point(double decay, String layer) {
        Estimate rate = ended(decay, layer).estimate();
        return new Point(decay, rate.mean(), rate.low(), rate.high());
    }

    private Table table() {
        List<List<Cell>> rows = new ArrayList<>();
        row(rows, "fixed", 0);
        row(rows, "learned", 0);
        ScalePart.DECAYS.forEach(decay -> row(rows, "decayed", decay));
        return new Table("Where rates ended, and how the scales grew", List.of("γ", "μ", "layer", "rate", "change of ln Σγ²",
                "expected at rate 0"), rows);
    }

    private void row(List<List<Cell>> rows, String mode, double decay) {
        for (String layer : List.of(INNER, LAST)) {
            // d ln sum gamma^2 / dt = 2 (rate - mu), in steps of eta / (1 - momentum).
            double expected = -2 * decay * ScalePart.LEARNING_RATE / (1 - ScalePart.MOMENTUM) * ScalePart.steps(protocol);
            rows.add(List.of(Cell.text(mode), Cell.number(decay), Cell.text(layer.equals(LAST) ? "last normalized" : "below batch norm"),
                    Cell.number(end(mode, decay, layer).estimate().mean()),
                    Cell.number(at(mode, decay, layer).each("growth").estimate().mean()), Cell.number(expected + 0.0)));
        }
    }

    private List<String> meaning(double largest) {
        Estimate inner = ended(largest, INNER).estimate();
        Estimate last = ended(largest, LAST).estimate();
        Estimate fixed = end("fixed", 0, LAST).estimate();
        return List.of("With weight decay μ = " + largest + " on γ, the rate of the last normalized layer ends at " + last.text()
                + ". So weight decay on γ, which many turn off, is what sets the rate of a layer whose γ is learned. With γ fixed at 1 "
                + "the data set it: " + fixed.text() + ".",
                "In the layer below, which another batch norm follows, the rate ends at " + inner.text() + ". T8 holds its γ²-weighted rate "
                + "at what β contributes, which comes to 0 as β comes to rest. So there decay of γ meets no rate that could balance it: "
                + "it only makes γ smaller, as the table shows, and with it nothing of what the network computes.");
    }
}
