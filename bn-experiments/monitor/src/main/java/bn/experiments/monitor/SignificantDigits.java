package bn.experiments.monitor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers with three significant digits, as sentences and tables have them. */
public final class SignificantDigits {
    private static final MathContext DIGITS = new MathContext(3);
    private static final double PLAIN_FROM = 1e-4;
    private static final double PLAIN_BELOW = 1e6;

    private SignificantDigits() {}

    /** A number, such as {@code 0.0123}, {@code 1230} or {@code 1.23e-07}. */
    public static String of(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return value == 0 ? "0" : String.valueOf(value);
        }
        double size = Math.abs(value);
        return size < PLAIN_FROM || size >= PLAIN_BELOW ? String.format(Locale.ROOT, "%.2e", value)
                : new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
