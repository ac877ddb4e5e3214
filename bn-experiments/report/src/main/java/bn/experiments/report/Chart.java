package bn.experiments.report;

/** What a chart shows; how it is drawn is the renderer's. */
public sealed interface Chart permits XyChart, BarChart {

    /** What the chart shows, in a sentence. */
    String title();

    /** The label of the horizontal axis. */
    String horizontalLabel();

    /** The label of the vertical axis. */
    String verticalLabel();

    /** The plotted numbers. */
    Table table();
}
