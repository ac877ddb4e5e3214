package bn.experiments.report.svg;

import bn.experiments.report.Series;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The appearance of a series in the chart and in its legend.
 *
 * @param color  the colour of its group
 * @param line   the line style, different for the lines of one colour; null if there is no line
 * @param marker the marker, different for each series; null if there are no markers
 */
record SeriesStyle(ChartColor color, Stroke line, Marker marker) {
    /** A series without a line and with more points than this is drawn as a scatter plot of small dots. */
    private static final int MAX_MARKERS = 60;
    /** Measurements are joined by a line only if there are so many next to each other: through two points a line says nothing. */
    private static final int JOINED = 3;
    /** A reference line. */
    static final SeriesStyle REFERENCE = new SeriesStyle(ChartColor.REFERENCE, PlotStyle.REFERENCE, null);

    /**
     * The styles of the series of a chart. A line also gets markers if it has points without neighbours, which it would not show.
     */
    static List<SeriesStyle> of(List<Series> series, List<PlottedPoints> points) {
        List<String> groups = series.stream().map(Series::group).distinct().toList();
        List<String> groupsOfLines = new ArrayList<>();
        List<SeriesStyle> styles = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            Series each = series.get(i);
            boolean hasLine = each.style() == Series.Style.LINE
                    || each.style() == Series.Style.LINE_AND_MARKERS && points.get(i).longestRun() >= JOINED;
            boolean hasMarkers = each.style() != Series.Style.LINE || points.get(i).hasLonePoint();
            styles.add(new SeriesStyle(ChartColor.series(groups.indexOf(each.group())),
                    hasLine ? PlotStyle.line(Collections.frequency(groupsOfLines, each.group())) : null,
                    !hasMarkers ? null : !hasLine && each.points().size() > MAX_MARKERS ? Marker.DOT : Marker.of(i)));
            if (hasLine) {
                groupsOfLines.add(each.group());
            }
        }
        return styles;
    }

    /** Draws a sample of the line and the marker, centred at (x, y). */
    void draw(Graphics2D g2, double x, double y, double length) {
        g2.setPaint(color.placeholder());
        if (line != null) {
            g2.setStroke(line);
            g2.draw(new Line2D.Double(x - length / 2, y, x + length / 2, y));
        }
        if (marker != null) {
            g2.fill(marker.at(x, y));
        }
    }
}
