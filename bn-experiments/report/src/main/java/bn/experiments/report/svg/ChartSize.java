package bn.experiments.report.svg;

import java.awt.Font;

/** The sizes in which a chart is drawn, since text scaled to the width of a phone cannot be read. Lengths are CSS pixels. */
public enum ChartSize {
    /** For a column of a page on a desk. */
    WIDE(600, 390, 13, 8),
    /** For a phone. */
    NARROW(360, 320, 12, 5);

    final int width;
    final int height;
    /** About how many numbers an axis may carry. */
    final int labels;
    private final int fontSize;

    ChartSize(int width, int height, int fontSize, int labels) {
        this.width = width;
        this.height = height;
        this.fontSize = fontSize;
        this.labels = labels;
    }

    /** About how long the horizontal axis is. */
    double horizontalAxis() {
        return 0.8 * width;
    }

    Font font() {
        return new Font(Font.SANS_SERIF, Font.PLAIN, fontSize);
    }
}
