package bn.experiments.report.svg;

import java.util.List;

import org.jfree.chart.JFreeChart;

/** Lays a chart out with JFreeChart. */
interface Drawing {

    /** The chart for a size, without legend and title. */
    JFreeChart chart(ChartSize size);

    /** The height of the chart for a size, in CSS pixels. */
    default int height(ChartSize size) {
        return size.height;
    }

    /** The legend, in the order of the chart's series; empty if the series are labelled in the chart at this size. */
    List<LegendEntry> legend(ChartSize size);

    /** Notes for the reader: how intervals are drawn, and which values the chart does not show. */
    List<String> notes();
}
