package bn.experiments.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.stream.Collectors;

/** Numbers as a report shows them: four significant digits, {@code 12,500}, {@code 0.03142}, {@code 3.142×10⁻¹³}. */
public final class NumberText {
    private static final MathContext SIGNIFICANT = new MathContext(4, RoundingMode.HALF_EVEN);
    private static final double PLAIN_FROM = 1e-4;
    private static final double PLAIN_BELOW = 1e7;
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private NumberText() {
    }

    /** A number with four significant digits; whole numbers below ten million in full. */
    public static String of(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }
        if (value == 0) {
            return "0";
        }
        if (!isPlain(value)) {
            return scientific(value);
        }
        return plain(value, decimals(value));
    }

    /** Whether {@link #of} shows a number without a power of ten. */
    public static boolean isPlain(double value) {
        double size = Math.abs(value);
        return size == 0 || size >= PLAIN_FROM && size < PLAIN_BELOW;
    }

    /** The number of decimals that {@link #of} gives a number that it shows without a power of ten. */
    public static int decimals(double value) {
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        BigDecimal rounded = exact.scale() <= 0 ? exact : exact.round(SIGNIFICANT).stripTrailingZeros();
        return Math.max(0, rounded.scale());
    }

    /** A number rounded to so many decimals, with thousands separated. */
    public static String plain(double value, int decimals) {
        BigDecimal rounded = new BigDecimal(Double.toString(value)).setScale(decimals, RoundingMode.HALF_EVEN);
        String digits = rounded.abs().toPlainString();
        int point = digits.indexOf('.');
        String whole = point < 0 ? digits : digits.substring(0, point);
        StringBuilder text = new StringBuilder(rounded.signum() < 0 ? "−" : "").append(digits);
        int first = text.length() - digits.length();
        for (int i = whole.length() - 3; i > 0; i -= 3) {
            text.insert(first + i, ',');
        }
        return text.toString();
    }

    /** A power of ten, {@code 10⁻¹³}. */
    public static String powerOfTen(int exponent) {
        String digits = Integer.toString(Math.abs(exponent)).chars()
                .mapToObj(c -> SUPERSCRIPTS.substring(c - '0', c - '0' + 1)).collect(Collectors.joining());
        return "10" + (exponent < 0 ? "⁻" : "") + digits;
    }

    private static String scientific(double value) {
        BigDecimal rounded = new BigDecimal(Double.toString(Math.abs(value))).round(SIGNIFICANT);
        int exponent = rounded.precision() - rounded.scale() - 1;
        String mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return (value < 0 ? "−" : "") + mantissa + "×" + powerOfTen(exponent);
    }
}
