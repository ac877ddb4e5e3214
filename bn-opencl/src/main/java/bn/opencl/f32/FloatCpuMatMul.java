package bn.opencl.f32;

/**
 * Matrix products on a processor. An item keeps a block of the result in private memory, so that compilers vectorise the inner
 * loops. It adds four products at a time to each element, so that the element is loaded and stored once for four multiplications.
 */
abstract class FloatCpuMatMul extends FloatCpuTransposedMatMul {
    /**
     * C = A B, or a step that follows from it. i0: A, m x k; i1: row stride of A; i2: column stride of A; i3: B, k x n; i4: row
     * stride of B; i5: column stride of B; i6: C, m x n; i7: m; i8: n; i9: k. Either i5 is 1, or i2 and i4 are.
     *
     * <p>Matrices may be divided into panels of 64 columns, see {@link bn.opencl.program.Op#IM2COL}. i12: distance between the
     * panels of A, which divide k if i2 is 1; i13: distance between the panels of B, which divide n if i5 is 1, else k. C consists of
     * row-major matrices of i14 columns side by side; i15: distance between these. Several products, of groups, may be done at once;
     * i16, i17, i18: distance between the groups of A, of B and of C; the vector b of mode 4 has elements for all groups.
     *
     * <p>i10: what to do. 0: C = A B. 1: C = A B + b, with b of n elements at i11. 2: C = C + A B. 3: a step of SGD on the
     * parameters C with the gradient A B and the velocity at i11; f0: momentum; f1: weight decay; f2: learning rate. 4: C = A B + b,
     * with b of m elements at i11, one for each row.
     */
    @Override
    protected void matmul() {
        if (i5 == 1) {
            rowsByColumns();
        } else {
            rowsByRows();
        }
    }

    /** 4 rows by 64 columns. At the edge the last row is computed several times but stored once. */
    private void rowsByColumns() {
        int j = getGlobalId(1) * WIDTH;
        int group = getGlobalId(0) / ((i7 + 3) / 4);
        int i = (getGlobalId(0) - group * ((i7 + 3) / 4)) * 4;
        int a = i0 + group * i16;
        int w = min(WIDTH, i8 - j);
        for (int r = 0; r < 4; r++) {
            float start = 0f;
            if (i10 == 4) {
                start = arena[i11 + group * i7 + min(i + r, i7 - 1)];
            }
            for (int q = 0; q < WIDTH; q++) {
                own[r * WIDTH + q] = start;
            }
        }
        int panel = i3 + group * i17 + getGlobalId(1) * i13;
        int r0 = a + i * i1;
        int r1 = a + min(i + 1, i7 - 1) * i1;
        int r2 = a + min(i + 2, i7 - 1) * i1;
        int r3 = a + min(i + 3, i7 - 1) * i1;
        int p = 0;
        for (; p + 4 <= i9; p += 4) {
            int o = p * i2;
            float a0 = arena[r0 + o];
            float a1 = arena[r1 + o];
            float a2 = arena[r2 + o];
            float a3 = arena[r3 + o];
            o += i2;
            float b0 = arena[r0 + o];
            float b1 = arena[r1 + o];
            float b2 = arena[r2 + o];
            float b3 = arena[r3 + o];
            o += i2;
            float c0 = arena[r0 + o];
            float c1 = arena[r1 + o];
            float c2 = arena[r2 + o];
            float c3 = arena[r3 + o];
            o += i2;
            float d0 = arena[r0 + o];
            float d1 = arena[r1 + o];
            float d2 = arena[r2 + o];
            float d3 = arena[r3 + o];
            int b = panel + p * i4;
            for (int q = 0; q < w; q++) {
                float s = arena[b + q];
                float t = arena[b + i4 + q];
                float u = arena[b + 2 * i4 + q];
                float v = arena[b + 3 * i4 + q];
                own[q] += a0 * s + b0 * t + c0 * u + d0 * v;
                own[WIDTH + q] += a1 * s + b1 * t + c1 * u + d1 * v;
                own[2 * WIDTH + q] += a2 * s + b2 * t + c2 * u + d2 * v;
                own[3 * WIDTH + q] += a3 * s + b3 * t + c3 * u + d3 * v;
            }
        }
        for (; p < i9; p++) {
            int o = p * i2;
            int b = panel + p * i4;
            for (int q = 0; q < w; q++) {
                float s = arena[b + q];
                own[q] += arena[r0 + o] * s;
                own[WIDTH + q] += arena[r1 + o] * s;
                own[2 * WIDTH + q] += arena[r2 + o] * s;
                own[3 * WIDTH + q] += arena[r3 + o] * s;
            }
        }
        int rows = min(4, i7 - i);
        for (int r = 0; r < rows; r++) {
            store(i6 + group * i18, i + r, j, w, r * WIDTH, 1);
        }
    }
}
