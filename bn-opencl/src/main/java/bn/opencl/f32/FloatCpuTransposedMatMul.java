package bn.opencl.f32;

/**
 * The matrix product with a transposed right factor on a processor. An item multiplies 4 rows of one matrix with 4 rows of the
 * other and reads both along their rows. It keeps 16 partial sums for each element of the result, so that compilers vectorise
 * over them, and adds these up at the end.
 */
abstract class FloatCpuTransposedMatMul extends FloatPrivateMemory {
    private static final int LANES = 16;

    /** Arguments: see {@link FloatCpuMatMul#matmul}; i2 and i4 are 1. */
    protected void rowsByRows() {
        int j = getGlobalId(1) * 4;
        int group = getGlobalId(0) / ((i7 + 3) / 4);
        int i = (getGlobalId(0) - group * ((i7 + 3) / 4)) * 4;
        for (int q = 0; q < 16 * LANES; q++) {
            own[q] = 0f;
        }
        int r0 = left(group, i, 0);
        int r1 = left(group, i, 1);
        int r2 = left(group, i, 2);
        int r3 = left(group, i, 3);
        int s0 = right(group, j, 0);
        int s1 = right(group, j, 1);
        int s2 = right(group, j, 2);
        int s3 = right(group, j, 3);
        int p = 0;
        // Four products for each load and store of a sum. This loop is not in a method of its own: compilers would no longer see
        // that private memory does not alias the arena.
        for (; p + PANEL <= i9; p += PANEL) {
            int a = p / PANEL * i12;
            int b = p / PANEL * i13;
            for (int q = 0; q < LANES; q++) {
                float a0 = arena[r0 + a + q];
                float a1 = arena[r1 + a + q];
                float a2 = arena[r2 + a + q];
                float a3 = arena[r3 + a + q];
                float c0 = arena[r0 + a + 16 + q];
                float c1 = arena[r1 + a + 16 + q];
                float c2 = arena[r2 + a + 16 + q];
                float c3 = arena[r3 + a + 16 + q];
                float e0 = arena[r0 + a + 32 + q];
                float e1 = arena[r1 + a + 32 + q];
                float e2 = arena[r2 + a + 32 + q];
                float e3 = arena[r3 + a + 32 + q];
                float g0 = arena[r0 + a + 48 + q];
                float g1 = arena[r1 + a + 48 + q];
                float g2 = arena[r2 + a + 48 + q];
                float g3 = arena[r3 + a + 48 + q];
                float b0 = arena[s0 + b + q];
                float b1 = arena[s1 + b + q];
                float b2 = arena[s2 + b + q];
                float b3 = arena[s3 + b + q];
                float d0 = arena[s0 + b + 16 + q];
                float d1 = arena[s1 + b + 16 + q];
                float d2 = arena[s2 + b + 16 + q];
                float d3 = arena[s3 + b + 16 + q];
                float f0 = arena[s0 + b + 32 + q];
                float f1 = arena[s1 + b + 32 + q];
                float f2 = arena[s2 + b + 32 + q];
                float f3 = arena[s3 + b + 32 + q];
                float h0 = arena[s0 + b + 48 + q];
                float h1 = arena[s1 + b + 48 + q];
                float h2 = arena[s2 + b + 48 + q];
                float h3 = arena[s3 + b + 48 + q];
                own[q] += a0 * b0 + c0 * d0 + e0 * f0 + g0 * h0;
                own[16 + q] += a0 * b1 + c0 * d1 + e0 * f1 + g0 * h1;
                own[32 + q] += a0 * b2 + c0 * d2 + e0 * f2 + g0 * h2;
                own[48 + q] += a0 * b3 + c0 * d3 + e0 * f3 + g0 * h3;
                own[64 + q] += a1 * b0 + c1 * d0 + e1 * f0 + g1 * h0;
                own[80 + q] += a1 * b1 + c1 * d1 + e1 * f1 + g1 * h1;
                own[96 + q] += a1 * b2 + c1 * d2 + e1 * f2 + g1 * h2;
                own[112 + q] += a1 * b3 + c1 * d3 + e1 * f3 + g1 * h3;
                own[128 + q] += a2 * b0 + c2 * d0 + e2 * f0 + g2 * h0;
                own[144 + q] += a2 * b1 + c2 * d1 + e2 * f1 + g2 * h1;
                own[160 + q] += a2 * b2 + c2 * d2 + e2 * f2 + g2 * h2;
                own[176 + q] += a2 * b3 + c2 * d3 + e2 * f3 + g2 * h3;
                own[192 + q] += a3 * b0 + c3 * d0 + e3 * f0 + g3 * h0;
                own[208 + q] += a3 * b1 + c3 * d1 + e3 * f1 + g3 * h1;
                own[224 + q] += a3 * b2 + c3 * d2 + e3 * f2 + g3 * h2;
                own[240 + q] += a3 * b3 + c3 * d3 + e3 * f3 + g3 * h3;
            }
        }
        for (; p + LANES <= i9; p += LANES) {
            add(group, i, j, p, LANES);
        }
        add(group, i, j, p, i9 - p);
        for (int r = 0; r < 16; r++) {
            float sum = 0f;
            for (int q = 0; q < LANES; q++) {
                sum += own[LANES * r + q];
            }
            own[LANES * r] = sum;
        }
        int rows = min(4, i7 - i);
        for (int r = 0; r < rows; r++) {
            store(i6 + group * i18, i + r, j, min(4, i8 - j), 4 * LANES * r, LANES);
        }
    }

    /** Where the r-th row of A's block starts. At the edge the last row is computed several times but stored once. */
    private int left(int group, int i, int r) {
        return i0 + group * i16 + min(i + r, i7 - 1) * i1;
    }

    /** Where the s-th row of B's block starts. */
    private int right(int group, int j, int s) {
        return i3 + group * i17 + min(j + s, i8 - 1) * i5;
    }

    /** Adds the products of n columns, at most 16. Only the last panel may have fewer than 64 columns. */
    private void add(int group, int i, int j, int p, int n) {
        int s0 = right(group, j, 0) + p;
        int s1 = right(group, j, 1) + p;
        int s2 = right(group, j, 2) + p;
        int s3 = right(group, j, 3) + p;
        for (int r = 0; r < 4; r++) {
            int a = left(group, i, r) + p;
            int at = 4 * LANES * r;
            for (int q = 0; q < n; q++) {
                float v = arena[a + q];
                own[at + q] += v * arena[s0 + q];
                own[at + LANES + q] += v * arena[s1 + q];
                own[at + 2 * LANES + q] += v * arena[s2 + q];
                own[at + 3 * LANES + q] += v * arena[s3 + q];
            }
        }
    }
}
