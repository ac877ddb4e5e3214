package bn.experiments.study.dynamics;

import bn.experiments.report.Axis;
import bn.experiments.report.Block;
import bn.experiments.report.Cell;
import bn.experiments.report.Figure;
import bn.experiments.report.Point;
import bn.experiments.report.Series;
import bn.experiments.report.Table;
import bn.experiments.report.XyChart;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The charts and the table of the experiment. */
final class DynamicsFigures {
    private final Results results;

    DynamicsFigures(Results results) {
        this.results = results;
    }

    List<Block> blocks() {
        return List.of(against("norm", "Mean ‖w‖⁴ at equilibrium, summed over a layer's units", "‖w‖⁴"),
                against("angle", "Angle by which a step turns the weights of a unit", "angle, radians"),
                course("effective rate at", "Effective learning rate of each layer over a run", "η / ((1 − θ) ‖w‖²)"),
                course("rate at", "Rate Λ of each layer over the same run", "Λ"), table());
    }

    /** A point for each setting and layer. */
    private Figure against(String quantity, String title, String label) {
        List<Series> measured = new ArrayList<>();
        List<Double> predicted = new ArrayList<>();
        for (String momentum : results.levels(SgdSetting.MOMENTUM)) {
            List<Point> points = new ArrayList<>();
            eachSetting(results.where(SgdSetting.MOMENTUM, momentum), at -> {
                double x = at.each("predicted " + quantity).estimate().mean();
                predicted.add(x);
                points.add(at.each(quantity).estimate().at(x));
            });
            String name = "momentum " + momentum;
            measured.add(new Series(name, name, Series.Style.MARKERS, points));
        }
        double[] ends = {predicted.stream().min(Double::compare).orElseThrow(),
                predicted.stream().max(Double::compare).orElseThrow()};
        return Figure.of(new XyChart(title, Axis.log("predicted " + label), Axis.log("measured " + label),
                Stream.concat(Stream.of(Series.of("theory", Series.Style.LINE, ends, ends)), measured.stream()).toList(),
                List.of()));
    }

    private static void eachSetting(Results results, Consumer<Results> action) {
        for (String momentum : results.levels(SgdSetting.MOMENTUM)) {
            Results first = results.where(SgdSetting.MOMENTUM, momentum);
            for (String learningRate : first.levels(SgdSetting.LEARNING_RATE)) {
                Results second = first.where(SgdSetting.LEARNING_RATE, learningRate);
                for (String decay : second.levels(SgdSetting.DECAY)) {
                    Results third = second.where(SgdSetting.DECAY, decay);
                    third.quantity("norm ratio").levels("layer").forEach(layer -> action.accept(third.where("layer", layer)));
                }
            }
        }
    }

    private Figure course(String quantity, String title, String label) {
        Results shown = results.quantity(quantity);
        String setting = "η " + shown.levels(SgdSetting.LEARNING_RATE).get(0) + ", κ " + shown.levels(SgdSetting.DECAY).get(0)
                + ", momentum "
                + shown.levels(SgdSetting.MOMENTUM).get(0);
        List<Series> series = shown.levels("layer").stream().map(layer -> shown.where("layer", layer)
                .series("layer " + layer, Series.Style.LINE_AND_MARKERS, "step", quantity)).toList();
        return Figure.of(new XyChart(title + ", " + setting, Axis.linear("step"), Axis.linearFromZero(label), series, List.of()));
    }

    private Table table() {
        List<List<Cell>> rows = new ArrayList<>();
        eachSetting(results,
                at -> rows.add(List.of(Cell.text(level(at, SgdSetting.MOMENTUM)), Cell.text(level(at, SgdSetting.LEARNING_RATE)),
                        Cell.text(level(at, SgdSetting.DECAY)), Cell.text(level(at, "layer")), mean(at, "norm ratio"),
                        mean(at, "angle ratio"),
                        mean(at, "correlation"), mean(at, "effective rate"), mean(at, "rate"))));
        return new Table("At equilibrium, means over seeds", List.of("θ", "η", "κ", "layer", "‖w‖⁴, measured / predicted",
                "angle, measured / predicted", "steps, correlated / not", "effective learning rate", "Λ"), rows);
    }

    private static String level(Results at, String factor) {
        return at.levels(factor).get(0);
    }

    private static Cell mean(Results at, String quantity) {
        return Cell.number(at.each(quantity).estimate().mean());
    }
}
