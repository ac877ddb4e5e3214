package bn.experiments.report.svg;

import java.util.List;

import org.jfree.chart.JFreeChart;

/** A chart made ready to be drawn. */
interface Drawing {

    /** The chart without its legend and title, laid out for a size. */
    JFreeChart chart(ChartSize size);

    /** What each series looks like, in the order of the chart's series; empty if the chart itself names them at a size. */
    List<LegendEntry> legend(ChartSize size);

    /** What the data hold and the chart cannot show, in words. */
    List<String> notes();
}
