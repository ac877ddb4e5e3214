package bn.experiments.report.svg;

import bn.experiments.report.NumberText;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.data.Range;

/** The ticks of a linear axis: steps of 1, 2 or 5 times a power of ten. Every number has as many decimals as the step. */
final class TickSpacing extends NumberTickUnit {
    private static final long serialVersionUID = 1L;

    private final boolean plain;

    private TickSpacing(double step, boolean plain) {
        super(step);
        this.plain = plain;
    }

    /**
     * The step for a range.
     *
     * @param labels about how many numbers the axis has
     * @param whole  whether the step must be an integer, for axes of integers
     */
    static TickSpacing of(Range range, int labels, boolean whole) {
        double rough = range.getLength() / labels;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double factor = rough <= power ? 1 : rough <= 2 * power ? 2 : rough <= 5 * power ? 5 : 10;
        double step = whole ? Math.max(1, factor * power) : factor * power;
        double outermost = Math.max(Math.abs(range.getLowerBound()), Math.abs(range.getUpperBound()));
        return new TickSpacing(step, NumberText.isPlain(step) && NumberText.isPlain(outermost));
    }

    @Override
    public String valueToString(double value) {
        double exact = Math.rint(value / getSize()) * getSize();
        return plain ? NumberText.plain(exact, NumberText.decimals(getSize())) : NumberText.of(exact);
    }
}
