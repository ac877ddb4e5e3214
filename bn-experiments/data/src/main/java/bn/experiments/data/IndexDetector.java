package bn.experiments.data;

/** Whether the numbers of a column count the rows, 0, 1, 2 ... or 1, 2, 3 ..., as an index does that was saved with data. */
public final class IndexDetector {
    private double first;
    private long rows;
    private boolean isIndex = true;

    /** Takes the number of the next row into account; whether it goes on counting. */
    public boolean add(double value) {
        if (rows == 0) {
            first = value;
            isIndex = value == 0 || value == 1;
        }
        isIndex &= value == first + rows;
        rows++;
        return isIndex;
    }

    /** Whether all rows so far are counted, and there are at least two. */
    public boolean isIndex() {
        return isIndex && rows > 1;
    }
}
