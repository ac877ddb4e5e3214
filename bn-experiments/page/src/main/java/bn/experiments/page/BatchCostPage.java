package bn.experiments.page;

import bn.experiments.advice.BatchAdvice;
import bn.experiments.rate.BatchCost;
import bn.experiments.rate.BatchCosts;
import bn.experiments.report.Axis;
import bn.experiments.report.Figure;
import bn.experiments.report.Point;
import bn.experiments.report.QuestionAnswer;
import bn.experiments.report.ReferenceLine;
import bn.experiments.report.Report;
import bn.experiments.report.Section;
import bn.experiments.report.Series;
import bn.experiments.report.Setting;
import bn.experiments.report.XyChart;
import bn.experiments.result.Provenance;
import bn.experiments.run.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What batches add to the loss of a network, by their size, as a page with one figure. */
public final class BatchCostPage {
    /** Half a 95 % interval, in standard errors. */
    private static final double HALF = 1.96;

    private BatchCostPage() {}

    /**
     * The page.
     *
     * @param command that makes it again
     */
    public static Report of(BatchAdvice advice, Checkpoint checkpoint, RatedData data, double noiseSigma, String command,
            Provenance provenance) {
        BatchCosts costs = advice.costs();
        Figure figure = Figure.of(chart(costs));
        List<Setting> settings = new ArrayList<>(List.of(new Setting("network", checkpoint.file().toString()),
                new Setting("architecture", checkpoint.architecture().toString()),
                new Setting("data set", data.name()), new Setting("examples", String.valueOf(costs.examples())),
                new Setting("noise sigma", String.valueOf(noiseSigma)),
                new Setting("batches drawn of each size", String.valueOf(costs.draws()))));
        return new Report("What batches add to the loss", "The loss of " + checkpoint.file().getFileName() + " on "
                + costs.examples() + " examples of " + data.name()
                + ", normalized by the statistics of a batch, less normalized by those of all examples.",
                advice.statements().stream().map(each -> new QuestionAnswer(each.question(), each.answer())).toList(),
                Optional.of(figure), List.of(new Section("By the size of the batch", List.of(
                        "Theory (T9) is for the statistics of the last normalization alone, to first order in 1/M. Where it does not hold, "
                                + "there are single markers and no line. Measured values are means over drawn batches with 95 % intervals; "
                                + "training normalizes all layers by the batch."),
                        List.of(), List.of(figure))),
                List.of(), List.of(), command, settings, Setting.list(provenance.facts()));
    }

    private static XyChart chart(BatchCosts costs) {
        List<Series> series = new ArrayList<>();
        List<Point> holds = costs.curve().stream().filter(point -> costs.isValid(point.batch()))
                .map(point -> new Point(point.batch(), point.added())).toList();
        List<Point> other = costs.costs().stream().filter(cost -> costs.predictable() && !costs.isValid(cost.batch()))
                .map(cost -> new Point(cost.batch(), cost.predicted())).toList();
        theory(series, "theory, last layer", holds.size() > 1 ? Series.Style.LINE : Series.Style.MARKERS, holds);
        theory(series, "theory where it does not hold", Series.Style.MARKERS, other);
        if (costs.draws() > 0) {
            series.add(measured("measured, last layer", costs, BatchCost::last));
            if (costs.layers() > 1) {
                series.add(measured("measured, all layers", costs, BatchCost::all));
            }
        }
        boolean positive = series.stream().flatMap(each -> each.points().stream())
                .allMatch(point -> point.y() > 0 && !(point.low() <= 0));
        String added = "added to the loss of an example";
        return new XyChart("What the statistics of batches add to the loss", Axis.log("batch size M"),
                positive ? Axis.log(added) : Axis.linearFromZero(added), series,
                List.of(ReferenceLine.horizontal(BatchAdvice.TOO_SMALL * costs.loss(), "a tenth of the loss")));
    }

    private static void theory(List<Series> series, String name, Series.Style style, List<Point> points) {
        if (!points.isEmpty()) {
            series.add(new Series(name, name, style, points));
        }
    }

    private static Series measured(String name, BatchCosts costs, Function<BatchCost, BatchCost.Drawn> which) {
        return new Series(name, name, Series.Style.MARKERS, costs.costs().stream().map(cost -> {
            BatchCost.Drawn drawn = which.apply(cost);
            double half = HALF * drawn.standardError();
            return new Point(cost.batch(), drawn.mean(), drawn.mean() - half, drawn.mean() + half);
        }).toList());
    }
}
