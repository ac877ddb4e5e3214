package bn.experiments.report.svg;

import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.data.Range;

import bn.experiments.report.NumberText;

/** Steps of 1, 2 or 5 times a power of ten on a linear axis, each number with as many decimals as the step. */
final class NiceTickUnit extends NumberTickUnit {
    private static final long serialVersionUID = 1L;

    private final boolean plain;

    private NiceTickUnit(double step, boolean plain) {
        super(step);
        this.plain = plain;
    }

    /** Steps that give an axis about so many numbers; whole ones where all values are whole. */
    static NiceTickUnit of(Range range, int labels, boolean whole) {
        double rough = range.getLength() / labels;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double factor = rough <= power ? 1 : rough <= 2 * power ? 2 : rough <= 5 * power ? 5 : 10;
        double step = whole ? Math.max(1, factor * power) : factor * power;
        double outermost = Math.max(Math.abs(range.getLowerBound()), Math.abs(range.getUpperBound()));
        return new NiceTickUnit(step, NumberText.isPlain(step) && NumberText.isPlain(outermost));
    }

    @Override
    public String valueToString(double value) {
        double exact = Math.rint(value / getSize()) * getSize();
        return plain ? NumberText.plain(exact, NumberText.decimals(getSize())) : NumberText.of(exact);
    }
}
