package bn.spark;

/** Whether a row can be used. Of two reasons against it, the later one counts: nulls may be skipped. */
enum RowState {
    GOOD, BAD, NULL;

    /** The state of a row with both parts. */
    RowState and(RowState other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
