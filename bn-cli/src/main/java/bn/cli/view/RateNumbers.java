package bn.cli.view;

import java.util.Locale;

/** How rates and losses are printed. */
final class RateNumbers {
    private RateNumbers() {}

    /** With six significant digits: rates, variances and losses differ by powers of ten. */
    static String significant(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.6g", value);
    }

    /** With four significant digits; - where the number is not defined, such as the rate of a unit whose gamma is 0. */
    static String number(double value) {
        return Double.isNaN(value) ? "-" : value == 0 ? "0" : String.format(Locale.ROOT, "%.3e", value);
    }

    /** An error or a bound of one, with two significant digits. */
    static String error(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
    }
}
