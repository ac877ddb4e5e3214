package bn.experiments.data.csv;

/** Decimal numbers as they stand in cells. */
final class Numbers {
    private Numbers() { }

    /**
     * The number that a cell holds, or NaN if it holds none. Spaces around it do not count. Infinite if it is too large for
     * float64; "NaN", "Infinity", hexadecimal numbers and Java's suffixes are no numbers here.
     */
    static double parse(String cell) {
        String text = cell.strip();
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
