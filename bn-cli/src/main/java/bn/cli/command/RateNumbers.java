package bn.cli.command;

import java.util.Locale;

/** How {@code bn rate linear} writes numbers. */
final class RateNumbers {
    private RateNumbers() { }

    static String fixed(double value) {
        return String.format(Locale.ROOT, "%.5f", value);
    }

    /** Variances and L2 rates spread over powers of ten. */
    static String significant(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.4g", value);
    }
}
