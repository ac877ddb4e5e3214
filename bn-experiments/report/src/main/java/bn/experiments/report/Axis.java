package bn.experiments.report;

import java.util.Objects;

/**
 * An axis of numbers.
 *
 * @param label the quantity and its unit
 * @param scale how values become positions
 */
public record Axis(String label, Scale scale) {

    /** How values become positions. */
    public enum Scale {
        /** Linear, over the range of the data. */
        LINEAR,
        /** Linear, with zero in view: for values whose size matters, or whose constancy is the point. */
        LINEAR_FROM_ZERO,
        /** Logarithmic, base 10. Values at or below zero have no place on it: they are left out, and the report says so. */
        LOG
    }

    public Axis {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(scale, "scale");
    }

    /** A linear axis over the range of the data. */
    public static Axis linear(String label) {
        return new Axis(label, Scale.LINEAR);
    }

    /** A linear axis with zero in view. */
    public static Axis linearFromZero(String label) {
        return new Axis(label, Scale.LINEAR_FROM_ZERO);
    }

    /** A logarithmic axis, base 10. */
    public static Axis log(String label) {
        return new Axis(label, Scale.LOG);
    }
}
