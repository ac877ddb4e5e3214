package bn.experiments.report;

/** The content of a chart, independent of how it is drawn. */
public sealed interface Chart permits XyChart, BarChart, HypergraphChart {

    /** What the chart shows, in a sentence. */
    String title();

    /** The label of the horizontal axis. */
    String horizontalLabel();

    /** The label of the vertical axis. */
    String verticalLabel();

    /** The plotted numbers. */
    Table table();
}
