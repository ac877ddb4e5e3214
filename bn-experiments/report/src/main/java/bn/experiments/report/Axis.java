package bn.experiments.report;

import java.util.Objects;

/**
 * An axis of a chart for numbers.
 *
 * @param label the quantity and its unit
 * @param scale how values are mapped to positions
 */
public record Axis(String label, Scale scale) {

    /** How values are mapped to positions. */
    public enum Scale {
        /** Linear, over the range of the data. */
        LINEAR,
        /** Linear, with zero in view: for values that are compared by their size, or that are expected to be constant. */
        LINEAR_FROM_ZERO,
        /** Logarithmic, base 10. Values at or below zero cannot be shown: they are left out, and the report says so. */
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
