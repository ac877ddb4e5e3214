package bn.experiments.data.csv;

/** Cells as messages show them. */
final class Cells {
    private static final int MOST_SHOWN = 40;

    private Cells() { }

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
