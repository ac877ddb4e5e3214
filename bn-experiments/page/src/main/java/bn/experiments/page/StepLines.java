package bn.experiments.page;

import bn.experiments.monitor.OneLine;
import bn.experiments.report.Point;
import bn.experiments.report.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Numbers over steps as series of a chart: a line each if there are few, otherwise the least, the median and the largest at each
 * step. Of many steps, some at equal distances are shown.
 *
 * @param what what has a line each, in the plural
 * @param lines the numbers
 */
record StepLines(String what, List<Line> lines) {
    static final int FEW = 6;
    private static final int MOST_STEPS = 200;
    /** Of a normal distribution, 95 % are so many deviations around the mean. */
    private static final double INTERVAL = 1.96;

    /**
     * The numbers of a layer or a stream.
     *
     * @param step the steps, increasing
     * @param values a number for each
     * @param errors their standard errors; empty if they have none
     */
    record Line(String name, long[] step, double[] values, double[] errors) {

        /** Numbers without errors. */
        static Line of(String name, long[] step, double[] values) {
            return new Line(name, step, values, new double[0]);
        }

        private Point point(int i) {
            double half = errors.length == 0 ? Double.NaN : INTERVAL * errors[i];
            return new Point(step[i], values[i], values[i] - half, values[i] + half);
        }
    }

    boolean many() {
        return lines.size() > FEW;
    }

    /** What is to be said after the title about what is shown. */
    String remark() {
        long[] all = steps();
        String steps = all.length <= MOST_STEPS ? "" : "; " + MOST_STEPS + " of " + all.length + " windows";
        return (many() ? ", least, median and largest of " + lines.size() + " " + what : "") + steps;
    }

    /** The series. */
    List<Series> series() {
        long[] all = steps();
        long[] shown = all.length <= MOST_STEPS ? all
                : IntStream.range(0, MOST_STEPS)
                        .mapToLong(i -> all[(int) Math.round((double) i * (all.length - 1) / (MOST_STEPS - 1))])
                        .toArray();
        return many() ? quantiles(shown) : lines.stream().map(line -> series(line, shown)).toList();
    }

    private long[] steps() {
        return lines.stream().flatMapToLong(line -> Arrays.stream(line.step())).sorted().distinct().toArray();
    }

    private static Series series(Line line, long... shown) {
        List<Point> points = IntStream.range(0, line.step().length)
                .filter(i -> Arrays.binarySearch(shown, line.step()[i]) >= 0)
                .mapToObj(line::point).toList();
        // A single point is no line.
        Series.Style style = points.size() < 3 ? Series.Style.LINE_AND_MARKERS : Series.Style.LINE;
        String name = OneLine.of(line.name());
        return new Series(name, name, style, points);
    }

    private List<Series> quantiles(long... shown) {
        Map<Long, List<Double>> byStep = new HashMap<>();
        for (Line line : lines) {
            for (int i = 0; i < line.step().length; i++) {
                if (Double.isFinite(line.values()[i])) {
                    byStep.computeIfAbsent(line.step()[i], step -> new ArrayList<>()).add(line.values()[i]);
                }
            }
        }
        byStep.values().forEach(values -> values.sort(null));
        return List.of(series(quantile("least", 0, byStep, shown), shown), series(quantile("median", 0.5, byStep, shown), shown),
                series(quantile("largest", 1, byStep, shown), shown));
    }

    private static Line quantile(String name, double fraction, Map<Long, List<Double>> byStep, long... shown) {
        return Line.of(name, shown, LongStream.of(shown).mapToDouble(step -> {
            List<Double> sorted = byStep.getOrDefault(step, List.of());
            return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.round(fraction * (sorted.size() - 1)));
        }).toArray());
    }
}
