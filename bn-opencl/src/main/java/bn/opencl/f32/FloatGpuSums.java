package bn.opencl.f32;

/**
 * Sums of columns on a GPU. A group of 32 x 8 items processes 32 columns; neighbouring items read neighbouring addresses
 * (coalesced access). The 8 items of a column add up their sums pairwise in local memory.
 */
abstract class FloatGpuSums extends FloatGpuMatMul {
    /** Columns of a group. */
    protected static final int WIDTH = 32;
    /** Items for each column. */
    protected static final int LANES = 8;

    /**
     * Adds up two numbers of each item over the items of a column. Afterwards left and right hold the two sums, at the index of
     * the column.
     */
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

    /**
     * i0: matrix; i1: receives the sum of each column; i8: rows; i9: columns. Rows are added up in blocks, so that rounding
     * errors grow slowly.
     */
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
                some += arena[i0 + i * i9 + column];
            }
            sum += some;
        }
        reduce(sum, 0f);
        if (ly == 0 && j < i9) {
            arena[i1 + j] = left[lx];
        }
    }
}
