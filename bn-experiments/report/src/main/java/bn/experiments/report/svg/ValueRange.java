package bn.experiments.report.svg;

import bn.experiments.report.Axis;
import java.util.stream.DoubleStream;
import org.jfree.data.Range;

/** Chooses the range of an axis for the values on it. */
final class ValueRange {
    /** The margin beyond the outermost values, as a fraction of the range, so that markers and labels are not cut off. */
    private static final double MARGIN = 0.06;
    /**
     * Values whose range is smaller than this, relative to their size, are shown as equal: differences are only rounding errors.
     */
    private static final double CONSTANT = 1e-6;

    private ValueRange() {
    }

    /** The range for finite values, all of them positive if the scale is logarithmic. */
    static Range of(double[] values, Axis.Scale scale) {
        double low = DoubleStream.of(values).min().orElse(scale == Axis.Scale.LOG ? 1 : 0);
        double high = DoubleStream.of(values).max().orElse(scale == Axis.Scale.LOG ? 10 : 1);
        return switch (scale) {
            case LOG -> logarithmic(low, high);
            case LINEAR -> linear(low, high);
            case LINEAR_FROM_ZERO -> fromZero(Math.min(0, low), Math.max(0, high));
        };
    }

    private static Range linear(double low, double high) {
        double size = Math.max(Math.abs(low), Math.abs(high));
        boolean constant = high - low <= CONSTANT * size;
        double margin = constant ? (size == 0 ? 1 : 0.1 * size) : MARGIN * (high - low);
        return new Range(low - margin, high + margin);
    }

    private static Range fromZero(double low, double high) {
        double margin = low == high ? 1 : MARGIN * (high - low);
        return new Range(low == 0 ? 0 : low - margin, high == 0 && low < 0 ? 0 : high + margin);
    }

    /** A range that contains at least two powers of ten, so that the scale can be read. */
    private static Range logarithmic(double low, double high) {
        double from = Math.log10(low);
        double to = Math.log10(high);
        double margin = MARGIN * Math.max(1, to - from);
        if (Math.floor(to + margin) - Math.ceil(from - margin) < 1) {
            return new Range(Math.pow(10, Math.min(Math.floor(from), Math.ceil(to) - 1)),
                    Math.pow(10, Math.max(Math.ceil(to), Math.floor(from) + 1)));
        }
        return new Range(Math.max(Double.MIN_NORMAL, Math.pow(10, from - margin)),
                Math.min(Double.MAX_VALUE, Math.pow(10, to + margin)));
    }
}
