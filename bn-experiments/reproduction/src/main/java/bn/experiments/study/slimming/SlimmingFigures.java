package bn.experiments.study.slimming;

import bn.experiments.report.Axis;
import bn.experiments.report.Block;
import bn.experiments.report.Cell;
import bn.experiments.report.Figure;
import bn.experiments.report.Series;
import bn.experiments.report.Table;
import bn.experiments.report.XyChart;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.List;

/** What L1 of each strength does. */
final class SlimmingFigures {
    private final Results results;

    SlimmingFigures(Results results) {
        this.results = results;
    }

    /** In reading order. */
    List<Block> blocks() {
        return List.of(dead(), layers(), losses());
    }

    private static String name(String decay) {
        return decay.equals("true") ? "γ decays" : "no decay of γ";
    }

    private Figure dead() {
        List<Series> series = new ArrayList<>();
        for (String decay : results.levels("gamma-decay")) {
            for (String layer : results.levels("layer")) {
                series.add(results.where("gamma-decay", decay).where("layer", layer)
                        .series("layer " + layer + ", " + name(decay), Series.Style.LINE_AND_MARKERS, "strength", "dead"));
            }
        }
        return Figure.of(new XyChart("Channels whose γ is 0, by the strength of L1", Axis.log("strength s over weight decay κ"),
                Axis.linearFromZero("fraction of channels"), series, List.of()));
    }

    private Table layers() {
        List<List<Cell>> rows = new ArrayList<>();
        for (String decay : results.levels("gamma-decay")) {
            for (double strength : SlimmingTrial.strengths()) {
                for (String layer : results.levels("layer")) {
                    Results at = results.where("gamma-decay", decay).where("strength", strength).where("layer", layer);
                    rows.add(List.of(Cell.text(name(decay)), Cell.number(strength), Cell.text(layer), mean(at, "dead"),
                            mean(at, "size"), mean(at, "rate"), mean(at, "rate ratio"), mean(at, "agreement"), mean(at, "held")));
                }
            }
        }
        return new Table("Channels after L1, means over seeds; blank where there are none", List.of("γ", "s / κ", "layer",
                "fraction with γ = 0", "mean |γ| of the others", "mean λ of the others", "γ²λ, measured / (μ + s/|γ|)",
                "L1 wins as predicted", "held at 0 as predicted"), rows);
    }

    private static Cell mean(Results at, String quantity) {
        return at.quantity(quantity).isEmpty() ? Cell.text("") : Cell.number(at.each(quantity).estimate().mean());
    }

    private Table losses() {
        List<List<Cell>> rows = new ArrayList<>();
        for (String decay : results.levels("gamma-decay")) {
            for (String strength : results.quantity("loss").levels("strength")) {
                Results at = results.where("gamma-decay", decay).where("strength", strength);
                rows.add(List.of(Cell.text(name(decay)), Cell.number(Double.parseDouble(strength)),
                        Cell.text(at.each("loss").estimate().text()), Cell.text(at.each("accuracy").estimate().text())));
            }
        }
        return new Table("Test examples; s = 0 is before L1", List.of("γ", "s / κ", "test loss, nats", "test accuracy"), rows);
    }
}
