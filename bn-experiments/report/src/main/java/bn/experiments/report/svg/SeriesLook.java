package bn.experiments.report.svg;

import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import bn.experiments.report.Series;

/**
 * What a series of lines and markers looks like, in the chart and in its legend.
 *
 * @param ink    its colour, one for each group
 * @param line   its line, which differs among the lines of one colour; null if it has none
 * @param marker its markers, which differ among series; null if it has none
 */
record SeriesLook(Ink ink, Stroke line, Marker marker) {
    /** More markers than these, on no line, are a cloud. */
    private static final int CLOUD = 60;

    /** The looks of a chart's series. A line shows markers all the same if some of its points would be lost without. */
    static List<SeriesLook> of(List<Series> series, List<PlottedPoints> points) {
        List<String> groups = series.stream().map(Series::group).distinct().toList();
        List<String> groupsOfLines = new ArrayList<>();
        List<SeriesLook> looks = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            Series each = series.get(i);
            boolean hasLine = each.style() != Series.Style.MARKERS;
            boolean hasMarkers = each.style() != Series.Style.LINE || points.get(i).hasLonePoint();
            looks.add(new SeriesLook(Ink.series(groups.indexOf(each.group())),
                    hasLine ? PlotStyle.line(Collections.frequency(groupsOfLines, each.group())) : null,
                    !hasMarkers ? null : !hasLine && each.points().size() > CLOUD ? Marker.DOT : Marker.of(i)));
            if (hasLine) {
                groupsOfLines.add(each.group());
            }
        }
        return looks;
    }

    /** Draws a sample of it, around a place, so long. */
    void draw(Graphics2D g2, double x, double y, double length) {
        g2.setPaint(ink.color());
        if (line != null) {
            g2.setStroke(line);
            g2.draw(new Line2D.Double(x - length / 2, y, x + length / 2, y));
        }
        if (marker != null) {
            g2.fill(marker.at(x, y));
        }
    }
}
