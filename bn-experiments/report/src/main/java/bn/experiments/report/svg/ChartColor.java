package bn.experiments.report.svg;

import java.awt.Color;
import java.awt.Paint;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The colours of a chart, by role. The chart is drawn in placeholder colours, one for each role. {@link CssStyleHandler} replaces
 * them by the CSS custom property {@code --chart-NAME} of the page, such as {@code --chart-series-1}, and sets the alignment of
 * text.
 */
enum ChartColor {
    /** Not drawn. */
    CLEAR,
    /** The background of the page, also drawn as a rim around markers so that overlapping ones can be distinguished. */
    PAGE,
    GRID,
    MINOR_GRID,
    AXIS,
    /** The names of axes and categories, and the numbers below the horizontal axis. */
    LABEL("middle", 0.5),
    /** The name of the vertical axis, which is above it. */
    START_LABEL,
    /** The numbers to the left of the vertical axis. */
    LEFT_LABEL("end", 1),
    /** A reference line and its label. */
    REFERENCE,
    SERIES_1, SERIES_2, SERIES_3, SERIES_4, SERIES_5, SERIES_6, SERIES_7, SERIES_8;

    private static final int SERIES = 8;
    private static final Map<String, ChartColor> BY_CSS = Stream.of(values())
            .collect(Collectors.toMap(ChartColor::placeholderCss, Function.identity()));

    private final String textAnchor;
    private final double anchorFraction;

    ChartColor() {
        this("start", 0);
    }

    ChartColor(String textAnchor, double anchorFraction) {
        this.textAnchor = textAnchor;
        this.anchorFraction = anchorFraction;
    }

    /** The colour of the n-th group of series, from 0. The colours repeat after eight groups; markers still differ. */
    static ChartColor series(int n) {
        return values()[SERIES_1.ordinal() + n % SERIES];
    }

    /** The role of a placeholder colour that is given in CSS syntax; {@link #CLEAR} if there is none. */
    static ChartColor ofCss(String colour) {
        return BY_CSS.getOrDefault(colour, CLEAR);
    }

    /** The role of a placeholder colour; {@link #CLEAR} if the paint is not one. */
    static ChartColor of(Paint paint) {
        return Stream.of(values()).filter(color -> color.placeholder().equals(paint)).findFirst().orElse(CLEAR);
    }

    /** The placeholder colour, which is none of JFreeChart's default colours. */
    Color placeholder() {
        return new Color(1, 2, ordinal() + 1);
    }

    /** The placeholder colour with an opacity from 0 to 1. */
    Color placeholder(double opacity) {
        return new Color(1, 2, ordinal() + 1, (int) Math.round(255 * opacity));
    }

    /**
     * The CSS {@code text-anchor}: the end of a text that keeps its place if the reader's font is wider or narrower than ours.
     */
    String textAnchor() {
        return textAnchor;
    }

    /** The position of the anchor as a fraction of the text's width, from its left end. */
    double anchorFraction() {
        return anchorFraction;
    }

    /** The CSS value of this colour. */
    String css() {
        if (this == CLEAR) {
            return "none";
        }
        String name = (this == START_LABEL || this == LEFT_LABEL ? LABEL : this).name();
        return "var(--chart-" + name.toLowerCase(Locale.ROOT).replace('_', '-') + ")";
    }

    private String placeholderCss() {
        Color color = placeholder();
        return "rgb(" + color.getRed() + "," + color.getGreen() + "," + color.getBlue() + ")";
    }
}
