package bn.experiments.report.svg;

import bn.experiments.report.NumberText;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A logarithmic axis with labels at the powers of ten, and at 2 and 5 times them if there is room. */
final class DecadeAxis extends LogAxis {
    private static final long serialVersionUID = 1L;
    /** The largest size of an exponent for which a power of ten is written in full. */
    private static final int IN_FULL = 4;

    private final int labels;

    /** An axis with about this number of labels. */
    DecadeAxis(int labels) {
        this.labels = labels;
    }

    @Override
    protected List<NumberTick> refreshTicksHorizontal(Graphics2D g2, Rectangle2D area, RectangleEdge edge) {
        return ticks(TextAnchor.TOP_CENTER);
    }

    @Override
    protected List<NumberTick> refreshTicksVertical(Graphics2D g2, Rectangle2D area, RectangleEdge edge) {
        return ticks(TextAnchor.CENTER_RIGHT);
    }

    private List<NumberTick> ticks(TextAnchor anchor) {
        int first = (int) Math.floor(Math.log10(getLowerBound()));
        int last = (int) Math.ceil(Math.log10(getUpperBound()));
        int step = Math.max(1, (int) Math.ceil((last - first) / (double) labels));
        boolean roomForMore = 3 * Math.log10(getUpperBound() / getLowerBound()) <= labels;
        List<NumberTick> ticks = new ArrayList<>();
        for (int exponent = first; exponent <= last; exponent++) {
            add(ticks, 1, exponent, exponent % step == 0, anchor);
            for (int multiple = 2; step == 1 && multiple < 10; multiple++) {
                add(ticks, multiple, exponent, roomForMore && (multiple == 2 || multiple == 5), anchor);
            }
        }
        return ticks;
    }

    private void add(List<NumberTick> ticks, int multiple, int exponent, boolean isNamed, TextAnchor anchor) {
        double value = Double.parseDouble(multiple + "e" + exponent);
        // A bound of the axis that is a power of ten may differ from this value in the last bit.
        if (value >= getLowerBound() * (1 - 1e-12) && value <= getUpperBound() * (1 + 1e-12)) {
            ticks.add(new NumberTick(isNamed ? TickType.MAJOR : TickType.MINOR, value, isNamed ? text(multiple, exponent) : "",
                    anchor, TextAnchor.CENTER, 0));
        }
    }

    private static String text(int multiple, int exponent) {
        return multiple == 1 && Math.abs(exponent) > IN_FULL ? NumberText.powerOfTen(exponent)
                : NumberText.of(Double.parseDouble(multiple + "e" + exponent));
    }
}
