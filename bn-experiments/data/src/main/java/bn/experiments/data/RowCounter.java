package bn.experiments.data;

/** Whether the numbers of a column count the rows, 0, 1, 2 ... or 1, 2, 3 ..., as an index does that was saved with data. */
public final class RowCounter {
    private double first;
    private long rows;
    private boolean counts = true;

    /** Takes the number of the next row into account; whether it goes on counting. */
    public boolean add(double value) {
        if (rows == 0) {
            first = value;
            counts = value == 0 || value == 1;
        }
        counts &= value == first + rows;
        rows++;
        return counts;
    }

    /** Whether all rows so far are counted, and there are at least two. */
    public boolean counts() {
        return counts && rows > 1;
    }
}
