package bn.cli.command;

import java.util.Locale;
import java.util.stream.DoubleStream;

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

    /** The root mean square of the values that are defined; NaN if none is. */
    static double rms(double... values) {
        return Math.sqrt(DoubleStream.of(values).filter(x -> !Double.isNaN(x)).map(x -> x * x).average().orElse(Double.NaN));
    }

    /** A number for a cell of CSV, which is empty where the number is undefined. */
    static Double known(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
