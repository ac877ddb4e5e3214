package bn.experiments.data.csv;

import java.util.Locale;
import java.util.Set;

/** Functions for the text of cells: what it may mean, and how it is shown in messages. */
final class Cells {
    private static final int MAX_SHOWN = 40;
    /** Texts that programs write for missing values and for numbers that are not finite. */
    private static final Set<String> MISSING = Set.of("", "?", "-", ".", "na", "n/a", "#n/a", "nan", "-nan", "+nan", "null",
            "none", "nil", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "missing");

    private Cells() {}

    /** Whether a cell means a value that is missing or not finite. */
    static boolean isMissing(String cell) {
        return MISSING.contains(cell.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * Whether a cell looks like a number in any notation, such as 1,5 or 1 000 or 5%: digits without letters except an exponent.
     */
    static boolean resemblesNumber(String cell) {
        return Numbers.isNumber(cell) || cell.chars().anyMatch(Character::isDigit)
                && cell.replaceFirst("(?<=\\d)[eE](?=[+-]?\\d)", "").chars().noneMatch(Character::isLetter);
    }

    /** A cell in quotation marks, on one line and shortened if it is long. */
    static String quote(String cell) {
        return "'" + line(cell) + "'";
    }

    /** A cell on one line, shortened if it is long. */
    static String line(String cell) {
        String line = cell.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.length() > MAX_SHOWN ? line.substring(0, MAX_SHOWN) + "..." : line;
    }
}
