package bn.opencl.f32;

/** Sums over the rows of matrices on a processor. */
abstract class FloatCpuRows extends FloatCpuPooling {
    private static final int LANES = 16;

    /**
     * The sum of each row, or of its products with a row of another matrix, divided by f0. i0: matrix; i1: other matrix, or -1 for
     * none; i2: receives the sums; i3: rows; i4: columns. An item computes one sum.
     */
    @Override
    protected void rowSums() {
        int row = getGlobalId(0);
        for (int q = 0; q < LANES; q++) {
            own[q] = 0f;
        }
        for (int j = 0; j < i4; j += LANES) {
            int n = min(LANES, i4 - j);
            int x = i0 + row * i4 + j;
            if (i1 < 0) {
                for (int q = 0; q < n; q++) {
                    own[q] += arena[x + q];
                }
            } else {
                int other = i1 + row * i4 + j;
                for (int q = 0; q < n; q++) {
                    own[q] += arena[x + q] * arena[other + q];
                }
            }
        }
        float sum = 0f;
        for (int q = 0; q < LANES; q++) {
            sum += own[q];
        }
        arena[i2 + row] = sum / f0;
    }
}
