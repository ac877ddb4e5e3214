package bn.cli.view;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** How rates and losses are printed. */
final class RateNumbers {
    private RateNumbers() { }

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

    /** The root mean square of the values that are not NaN; NaN if there are none. */
    static double rms(double... values) {
        return Math.sqrt(DoubleStream.of(values).filter(x -> !Double.isNaN(x)).map(x -> x * x).average().orElse(Double.NaN));
    }

    /** A number for a cell of CSV; null, an empty cell, if it is not finite. */
    static Double known(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
