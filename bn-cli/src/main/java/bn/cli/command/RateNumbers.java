package bn.cli.command;

import java.util.Locale;

/** How {@code bn rate} writes numbers. */
final class RateNumbers {
    private RateNumbers() { }

    /** Six digits that count: rates, variances and losses spread over powers of ten. */
    static String significant(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.6g", value);
    }

    /** Rates of units spread as well, and may be undefined. */
    static String number(double value) {
        return Double.isNaN(value) ? "-" : value == 0 ? "0" : String.format(Locale.ROOT, "%.3e", value);
    }
}
