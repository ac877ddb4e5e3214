package bn.experiments.data.csv;

import java.util.Locale;
import java.util.Set;

/** Cells that are text: what they may mean, and how messages show them. */
final class Cells {
    private static final int MOST_SHOWN = 40;
    /** What programs write where a number is missing, or is none. */
    private static final Set<String> MISSING = Set.of("", "?", "-", ".", "na", "n/a", "#n/a", "nan", "-nan", "+nan", "null",
            "none", "nil", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "missing");

    private Cells() { }

    /** Whether a cell stands for a value that is missing or not finite. */
    static boolean isMissing(String cell) {
        return MISSING.contains(cell.strip().toLowerCase(Locale.ROOT));
    }

    /** Whether a cell is a number in any notation, such as 1,5 or 1 000 or 5%: digits, and no letters but an exponent's. */
    static boolean resemblesNumber(String cell) {
        return Numbers.isNumber(cell) || cell.chars().anyMatch(Character::isDigit)
                && cell.replaceFirst("(?<=\\d)[eE](?=[+-]?\\d)", "").chars().noneMatch(Character::isLetter);
    }

    /** A cell in quotation marks, on one line and not too long. */
    static String quote(String cell) {
        return "'" + line(cell) + "'";
    }

    /** A cell on one line and not too long. */
    static String line(String cell) {
        String line = cell.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "..." : line;
    }
}
