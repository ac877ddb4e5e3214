package bn.opencl.f32;

/**
 * Sums of columns on a GPU: a group of 32 x 8 items does 32 columns, neighbours read neighbouring addresses, and the 8 items of a
 * column add what they have in local memory, pairwise.
 */
abstract class FloatTileSums extends FloatTileProduct {
    /** Columns of a group. */
    protected static final int WIDTH = 32;
    /** Items for each column. */
    protected static final int LANES = 8;

    /** Adds one number from each item; every item of a column then finds the sums at its column's place in left and right. */
    protected void reduce(float first, float second) {
        int lx = getLocalId(0);
        int ly = getLocalId(1);
        int at = ly * WIDTH + lx;
        localBarrier();
        left[at] = first;
        right[at] = second;
        localBarrier();
        for (int distance = LANES / 2; distance > 0; distance = distance / 2) {
            if (ly < distance) {
                left[at] += left[at + distance * WIDTH];
                right[at] += right[at + distance * WIDTH];
            }
            localBarrier();
        }
    }

    /** i0: matrix; i1: receives the sum of each column; i8: rows; i9: columns. In blocks, so that rounding errors grow slowly. */
    @Override
    protected void columnSums() {
        int lx = getLocalId(0);
        int ly = getLocalId(1);
        int j = getGroupId(0) * WIDTH + lx;
        int column = min(j, i9 - 1);
        float sum = 0f;
        for (int from = 0; from < i8; from += 64 * LANES) {
            int to = min(from + 64 * LANES, i8);
            float some = 0f;
            for (int i = from + ly; i < to; i += LANES) {
                some += heap[i0 + i * i9 + column];
            }
            sum += some;
        }
        reduce(sum, 0f);
        if (ly == 0 && j < i9) {
            heap[i1 + j] = left[lx];
        }
    }
}
