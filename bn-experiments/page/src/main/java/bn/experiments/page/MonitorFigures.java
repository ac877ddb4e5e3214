package bn.experiments.page;

import bn.experiments.monitor.MonitoredLayer;
import bn.experiments.monitor.MonitoredRun;
import bn.experiments.monitor.MonitoredSteps;
import bn.experiments.page.StepLines.Line;
import bn.experiments.report.Axis;
import bn.experiments.report.Figure;
import bn.experiments.report.Point;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The numbers of a run over its steps, and those of its last window by layer, as figures. What has no number has no figure. */
final class MonitorFigures {
    /** Ratio of the largest to the least number from which an axis is logarithmic. */
    private static final double DECADES = 30;
    private static final String LAYERS = "layers";

    private final MonitoredRun run;

    MonitorFigures(MonitoredRun run) {
        this.run = run;
    }

    List<Figure> rates() {
        List<Figure> figures = new ArrayList<>();
        overSteps("Root mean square of λ over the channels", "λ", MonitoredLayer::lambdaRms, List.of()).ifPresent(figures::add);
        overSteps("Root mean square of λ divided by its noise", "λ / noise (1: noise alone)", MonitorFigures::ratio,
                List.of(ReferenceLine.horizontal(1, "1"))).ifPresent(figures::add);
        chart("Net rate: sum of γ²λ over the channels", "net rate", netRates(), false,
                List.of(ReferenceLine.horizontal(0, "zero"))).ifPresent(figures::add);
        if (netRates().many()) {
            byLayer().ifPresent(figures::add);
        }
        return figures;
    }

    List<Figure> scales() {
        return Stream.of(overSteps("Effective learning rate", "learning rate / |w|²", MonitoredLayer::effectiveLearningRate,
                List.of()),
                overSteps("Angle by which weights turn in a step", "radians", MonitoredLayer::angle, List.of()),
                overSteps("Root mean square of γ over the channels", "γ", MonitoredLayer::gammaRms, List.of()))
                .flatMap(Optional::stream).toList();
    }

    List<Figure> streams() {
        return chart("Error of T13", "relative error", new StepLines("streams",
                run.streams().stream().map(stream -> Line.of(stream.name(), stream.step(), stream.error())).toList()), true,
                List.of()).stream().toList();
    }

    List<Figure> loss() {
        MonitoredSteps steps = run.steps();
        return Stream.of(chart("Training loss", "loss", single("loss", steps.loss()), true, List.of()),
                chart("Learning rate", "learning rate", single("learning rate", steps.learningRate()), true, List.of()))
                .flatMap(Optional::stream).toList();
    }

    private StepLines single(String name, double... values) {
        return new StepLines("", List.of(Line.of(name, run.steps().step(), values)));
    }

    private static double[] ratio(MonitoredLayer layer) {
        return IntStream.range(0, layer.step().length).mapToDouble(i -> layer.lambdaRms()[i] / layer.lambdaNoise()[i]).toArray();
    }

    private StepLines netRates() {
        return new StepLines(LAYERS, run.layers().stream()
                .map(layer -> new Line(layer.name(), layer.step(), layer.netRate(), layer.netRateSe())).toList());
    }

    private Optional<Figure> overSteps(String title, String label, Function<MonitoredLayer, double[]> values,
            List<ReferenceLine> references) {
        return chart(title, label, new StepLines(LAYERS,
                run.layers().stream().map(layer -> Line.of(layer.name(), layer.step(), values.apply(layer))).toList()), true,
                references);
    }

    /** The last window by layer: lambda and its noise. */
    private Optional<Figure> byLayer() {
        return chart("λ of each layer in its last window, in the order of the table", Axis.linear("layer"), "λ",
                List.of(last("root mean square", MonitoredLayer::lambdaRms), last("noise", MonitoredLayer::lambdaNoise)), true,
                List.of());
    }

    private Series last(String name, Function<MonitoredLayer, double[]> values) {
        return Series.of(name, Series.Style.LINE_AND_MARKERS,
                IntStream.rangeClosed(1, run.layers().size()).asDoubleStream().toArray(),
                run.layers().stream().mapToDouble(layer -> MonitoredLayer.last(values.apply(layer))).toArray());
    }

    private Optional<Figure> chart(String title, String label, StepLines lines, boolean sizes, List<ReferenceLine> references) {
        return chart(title + lines.remark(), Axis.linear(run.unit()), label, lines.series(), sizes, references);
    }

    /**
     * A figure, unless no number is finite.
     *
     * @param sizes whether the numbers are compared by their size, so that 0 is in view or the axis is logarithmic
     */
    private static Optional<Figure> chart(String title, Axis x, String label, List<Series> series, boolean sizes,
            List<ReferenceLine> references) {
        List<Series> shown = series.stream().filter(each -> finite(each).findAny().isPresent()).toList();
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        double largest = shown.stream().flatMapToDouble(MonitorFigures::finite).max().orElseThrow();
        double least = shown.stream().flatMapToDouble(MonitorFigures::finite).filter(value -> value > 0).min().orElse(largest);
        Axis y = !sizes ? Axis.linear(label) : largest > DECADES * least ? Axis.log(label) : Axis.linearFromZero(label);
        return Optional.of(Figure.of(new XyChart(title, x, y, shown, references)));
    }

    private static DoubleStream finite(Series series) {
        return series.points().stream().filter(point -> Double.isFinite(point.y())).mapToDouble(Point::y);
    }
}
