package bn.experiments.advice;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Numbers and names in sentences. */
final class Words {
    /** How many layers are named. */
    private static final int NAMED = 3;
    private static final MathContext DIGITS = new MathContext(3);
    /** Numbers below are written with a power of ten. */
    private static final double SMALL = 1e-4;
    /** Numbers from here on are written with a power of ten. */
    private static final double LARGE = 1e6;

    private Words() {}

    /** With three digits, without zeros at the end. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal digits = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        double size = Math.abs(value);
        return size == 0 || size >= SMALL && size < LARGE ? digits.toPlainString()
                : String.format(Locale.ROOT, "%se%d",
                        digits.scaleByPowerOfTen(digits.scale() - digits.precision() + 1).stripTrailingZeros()
                                .toPlainString(),
                        digits.precision() - digits.scale() - 1);
    }

    static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    static String whole(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String count(long count, String noun) {
        return whole(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** The names of some layers, the first of many. */
    static String names(List<String> layers) {
        return layers.size() <= NAMED + 1 ? String.join(", ", layers)
                : String.join(", ", layers.subList(0, NAMED)) + " and " + (layers.size() - NAMED) + " more layers";
    }
}
