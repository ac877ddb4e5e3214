package bn.experiments.data;

/** Detects an index column, which was saved with the data and numbers the rows: 0, 1, 2 ... or 1, 2, 3 ... */
public final class IndexDetector {
    private double first;
    private long rows;
    private boolean isIndex = true;

    /** Before the first row. */
    public IndexDetector() {}

    /** Adds the value of the next row. Returns whether the column can still be an index. */
    public boolean add(double value) {
        if (rows == 0) {
            first = value;
            isIndex = value == 0 || value == 1;
        }
        isIndex &= value == first + rows;
        rows++;
        return isIndex;
    }

    /** Whether the column numbers all rows so far, which are at least two. */
    public boolean isIndex() {
        return isIndex && rows > 1;
    }
}
