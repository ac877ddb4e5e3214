package bn.experiments.data.csv;

/** Parses decimal numbers in cells. */
final class Numbers {
    /** Exact in float64, as are all powers of ten up to 10^22, and all numbers of 15 digits, which are below 2^53. */
    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

    private Numbers() {}

    /**
     * The number in a cell; NaN if there is none. Surrounding spaces are ignored. The result is infinite if the number is too
     * large for float64. "NaN", "Infinity", hexadecimal numbers and Java's suffixes are not numbers here.
     */
    static double parse(String cell) {
        return parse(cell.toCharArray(), 0, cell.length());
    }

    /** Whether a number is written as an integer: digits, with or without a sign. */
    static boolean isInteger(String cell) {
        String digits = cell.strip();
        int from = digits.startsWith("-") || digits.startsWith("+") ? 1 : 0;
        return digits.length() > from && digits.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    }

    /** {@link #parse(String)} for a range of characters; the end is exclusive. */
    static double parse(char[] text, int from, int end) {
        double value = parseShort(text, from, end);
        return Double.isNaN(value) ? parseAny(new String(text, from, end - from).strip()) : value;
    }

    /**
     * Parses a number of at most 15 digits with or without sign and decimal point; NaN for everything else. The digits and the
     * power of ten are exact in float64, so only the division rounds, and the result is correctly rounded (W. D. Clinger, How to
     * read floating point numbers accurately, PLDI 1990). Most cells are of this form, and this is several times as fast as the
     * general case.
     */
    private static double parseShort(char[] text, int from, int end) {
        boolean signed = from < end && (text[from] == '-' || text[from] == '+');
        int start = signed ? from + 1 : from;
        long digits = 0;
        int point = -1;
        for (int i = start; i < end; i++) {
            char c = text[i];
            if (c >= '0' && c <= '9') {
                digits = 10 * digits + (c - '0');
            } else if (c == '.' && point < 0) {
                point = i;
            } else {
                return Double.NaN;
            }
        }
        int count = end - start - (point < 0 ? 0 : 1);
        if (count < 1 || count >= POWERS.length) {
            return Double.NaN;
        }
        double value = point < 0 ? digits : digits / POWERS[end - 1 - point];
        return text[from] == '-' ? -value : value;
    }

    private static double parseAny(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    static boolean isNumber(String cell) {
        return !Double.isNaN(parse(cell));
    }
}
