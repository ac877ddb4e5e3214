package bn.experiments.report.svg;

import java.awt.Color;
import java.awt.Paint;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a mark in a chart is. The chart is drawn in stand-in colours, one for each of these, and {@link InkStyle} turns them into
 * the CSS custom property {@code --chart-NAME} of the page, such as {@code --chart-series-1}, and into the alignment of text.
 */
enum Ink {
    /** Nothing. */
    CLEAR,
    /** What the chart lies on; it sets markers apart that overlap. */
    PAGE,
    GRID,
    MINOR_GRID,
    AXIS,
    /** The names of axes and categories, and the numbers below the horizontal axis. */
    LABEL("middle", 0.5),
    /** The name of the vertical axis, above it. */
    START_LABEL,
    /** The numbers left of the vertical axis. */
    LEFT_LABEL("end", 1),
    /** A reference line and its label, written towards the right edge. */
    REFERENCE("end", 1),
    /** The label of a reference line, written away from the left edge. */
    REFERENCE_START,
    SERIES_1, SERIES_2, SERIES_3, SERIES_4, SERIES_5, SERIES_6, SERIES_7, SERIES_8;

    private static final int SERIES = 8;
    private static final Map<String, Ink> BY_CSS =
            Stream.of(values()).collect(Collectors.toMap(Ink::standIn, Function.identity()));

    private final String textAnchor;
    private final double anchorFraction;

    Ink() {
        this("start", 0);
    }

    Ink(String textAnchor, double anchorFraction) {
        this.textAnchor = textAnchor;
        this.anchorFraction = anchorFraction;
    }

    /** The ink of the n-th group of series, from 0; they repeat after eight, where markers still differ. */
    static Ink series(int n) {
        return values()[SERIES_1.ordinal() + n % SERIES];
    }

    /** The ink whose stand-in colour is written so in CSS; {@link #CLEAR} if it is no ink's. */
    static Ink ofCss(String colour) {
        return BY_CSS.getOrDefault(colour, CLEAR);
    }

    /** The ink of a paint; {@link #CLEAR} if it is no ink's. */
    static Ink of(Paint paint) {
        return Stream.of(values()).filter(ink -> ink.color().equals(paint)).findFirst().orElse(CLEAR);
    }

    /** The stand-in colour: no colour that a chart has by default. */
    Color color() {
        return new Color(1, 2, ordinal() + 1);
    }

    /** The stand-in colour of what others shine through; the share of it that covers them is from 0 to 1. */
    Color translucent(double share) {
        return new Color(1, 2, ordinal() + 1, (int) Math.round(255 * share));
    }

    /** Which end of a text in this ink stays in place when the reader's font is wider or narrower than ours. */
    String textAnchor() {
        return textAnchor;
    }

    /** Where that end is, as a fraction of the text's width. */
    double anchorFraction() {
        return anchorFraction;
    }

    /** The CSS value that names this ink's colour. */
    String css() {
        if (this == CLEAR) {
            return "none";
        }
        String name = (this == REFERENCE_START ? REFERENCE : this == START_LABEL || this == LEFT_LABEL ? LABEL : this).name();
        return "var(--chart-" + name.toLowerCase(Locale.ROOT).replace('_', '-') + ")";
    }

    private String standIn() {
        Color color = color();
        return "rgb(" + color.getRed() + "," + color.getGreen() + "," + color.getBlue() + ")";
    }
}
