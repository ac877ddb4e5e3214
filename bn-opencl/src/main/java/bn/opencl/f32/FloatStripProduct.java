package bn.opencl.f32;

import com.aparapi.Kernel;

/**
 * Products on a processor: an item keeps a block of the result in private memory, where compilers vectorise the inner loops, and adds
 * four products at a time to each element, so that it is loaded and stored once for four multiplications.
 */
abstract class FloatStripProduct extends FloatProgram {
    /** Columns of a strip. */
    protected static final int WIDTH = 64;

    @PrivateMemorySpace(448)
    protected float[] own = new float[448];

    /** Java threads have their own. */
    @Override
    public final Kernel clone() {
        FloatStripProduct copy = (FloatStripProduct) super.clone();
        copy.own = own.clone();
        return copy;
    }

    /**
     * C = A B, or something made of it. i0: A, m x k; i1: from row to row of A; i2: from column to column of A; i3: B, k x n; i4: from
     * row to row of B; i5: from column to column of B; i6: C, m x n, by rows; i7: m; i8: n; i9: k.
     *
     * <p>i10: 0: C = A B; 1: C = A B + b, b of n elements at i11; 2: C += A B; 3: a step of SGD of the parameters C with the gradient A B
     * and the velocity at i11; f0: momentum; f1: weight decay; f2: learning rate. Either i5 is 1, or i4 and i2 are.
     */
    @Override
    protected void product() {
        if (i5 == 1) {
            rowsByStrip();
        } else {
            rowsByRows();
        }
    }

    /** 4 rows by 64 columns. At the edge rows are computed twice, and stored once. */
    private void rowsByStrip() {
        int j = getGlobalId(0) * WIDTH;
        int i = getGlobalId(1) * 4;
        int w = min(WIDTH, i8 - j);
        for (int q = 0; q < 4 * WIDTH; q++) {
            own[q] = 0f;
        }
        int r0 = i0 + i * i1;
        int r1 = i0 + min(i + 1, i7 - 1) * i1;
        int r2 = i0 + min(i + 2, i7 - 1) * i1;
        int r3 = i0 + min(i + 3, i7 - 1) * i1;
        int p = 0;
        for (; p + 4 <= i9; p += 4) {
            int o = p * i2;
            float a0 = heap[r0 + o];
            float a1 = heap[r1 + o];
            float a2 = heap[r2 + o];
            float a3 = heap[r3 + o];
            o += i2;
            float b0 = heap[r0 + o];
            float b1 = heap[r1 + o];
            float b2 = heap[r2 + o];
            float b3 = heap[r3 + o];
            o += i2;
            float c0 = heap[r0 + o];
            float c1 = heap[r1 + o];
            float c2 = heap[r2 + o];
            float c3 = heap[r3 + o];
            o += i2;
            float d0 = heap[r0 + o];
            float d1 = heap[r1 + o];
            float d2 = heap[r2 + o];
            float d3 = heap[r3 + o];
            int b = i3 + p * i4 + j;
            for (int q = 0; q < w; q++) {
                float s = heap[b + q];
                float t = heap[b + i4 + q];
                float u = heap[b + 2 * i4 + q];
                float v = heap[b + 3 * i4 + q];
                own[q] += a0 * s + b0 * t + c0 * u + d0 * v;
                own[WIDTH + q] += a1 * s + b1 * t + c1 * u + d1 * v;
                own[2 * WIDTH + q] += a2 * s + b2 * t + c2 * u + d2 * v;
                own[3 * WIDTH + q] += a3 * s + b3 * t + c3 * u + d3 * v;
            }
        }
        for (; p < i9; p++) {
            int o = p * i2;
            int b = i3 + p * i4 + j;
            for (int q = 0; q < w; q++) {
                float s = heap[b + q];
                own[q] += heap[r0 + o] * s;
                own[WIDTH + q] += heap[r1 + o] * s;
                own[2 * WIDTH + q] += heap[r2 + o] * s;
                own[3 * WIDTH + q] += heap[r3 + o] * s;
            }
        }
        int rows = min(4, i7 - i);
        for (int r = 0; r < rows; r++) {
            store((i + r) * i8 + j, w, r * WIDTH, 1);
        }
    }

    /** 4 rows of A by 4 rows of B transposed: both are read along their rows, in 16 sums for each element, added at the end. */
    private void rowsByRows() {
        int j = getGlobalId(0) * 4;
        int i = getGlobalId(1) * 4;
        for (int q = 0; q < 256; q++) {
            own[q] = 0f;
        }
        int r0 = i0 + i * i1;
        int r1 = i0 + min(i + 1, i7 - 1) * i1;
        int r2 = i0 + min(i + 2, i7 - 1) * i1;
        int r3 = i0 + min(i + 3, i7 - 1) * i1;
        int s0 = i3 + j * i5;
        int s1 = i3 + min(j + 1, i8 - 1) * i5;
        int s2 = i3 + min(j + 2, i8 - 1) * i5;
        int s3 = i3 + min(j + 3, i8 - 1) * i5;
        int p = 0;
        for (; p + 32 <= i9; p += 32) {
            for (int q = 0; q < 16; q++) {
                int o = p + q;
                float a0 = heap[r0 + o];
                float a1 = heap[r1 + o];
                float a2 = heap[r2 + o];
                float a3 = heap[r3 + o];
                float b0 = heap[s0 + o];
                float b1 = heap[s1 + o];
                float b2 = heap[s2 + o];
                float b3 = heap[s3 + o];
                float c0 = heap[r0 + 16 + o];
                float c1 = heap[r1 + 16 + o];
                float c2 = heap[r2 + 16 + o];
                float c3 = heap[r3 + 16 + o];
                float d0 = heap[s0 + 16 + o];
                float d1 = heap[s1 + 16 + o];
                float d2 = heap[s2 + 16 + o];
                float d3 = heap[s3 + 16 + o];
                own[q] += a0 * b0 + c0 * d0;
                own[16 + q] += a0 * b1 + c0 * d1;
                own[32 + q] += a0 * b2 + c0 * d2;
                own[48 + q] += a0 * b3 + c0 * d3;
                own[64 + q] += a1 * b0 + c1 * d0;
                own[80 + q] += a1 * b1 + c1 * d1;
                own[96 + q] += a1 * b2 + c1 * d2;
                own[112 + q] += a1 * b3 + c1 * d3;
                own[128 + q] += a2 * b0 + c2 * d0;
                own[144 + q] += a2 * b1 + c2 * d1;
                own[160 + q] += a2 * b2 + c2 * d2;
                own[176 + q] += a2 * b3 + c2 * d3;
                own[192 + q] += a3 * b0 + c3 * d0;
                own[208 + q] += a3 * b1 + c3 * d1;
                own[224 + q] += a3 * b2 + c3 * d2;
                own[240 + q] += a3 * b3 + c3 * d3;
            }
        }
        for (; p < i9; p++) {
            for (int r = 0; r < 4; r++) {
                float a = heap[i0 + min(i + r, i7 - 1) * i1 + p];
                own[64 * r] += a * heap[s0 + p];
                own[64 * r + 16] += a * heap[s1 + p];
                own[64 * r + 32] += a * heap[s2 + p];
                own[64 * r + 48] += a * heap[s3 + p];
            }
        }
        for (int r = 0; r < 16; r++) {
            float sum = 0f;
            for (int q = 0; q < 16; q++) {
                sum += own[16 * r + q];
            }
            own[16 * r] = sum;
        }
        int rows = min(4, i7 - i);
        for (int r = 0; r < rows; r++) {
            store((i + r) * i8 + j, min(4, i8 - j), 64 * r, 16);
        }
    }

    /** Does what i10 says with w elements of private memory, every step-th, that belong to C's element at and after it. */
    private void store(int at, int w, int from, int step) {
        int c = i6 + at;
        if (i10 == 0) {
            for (int q = 0; q < w; q++) {
                heap[c + q] = own[from + q * step];
            }
        } else if (i10 == 1) {
            int b = i11 + at % i8;
            for (int q = 0; q < w; q++) {
                heap[c + q] = own[from + q * step] + heap[b + q];
            }
        } else if (i10 == 2) {
            for (int q = 0; q < w; q++) {
                heap[c + q] = heap[c + q] + own[from + q * step];
            }
        } else {
            int velocity = i11 + at;
            for (int q = 0; q < w; q++) {
                float v = f0 * heap[velocity + q] + own[from + q * step] + f1 * heap[c + q];
                heap[velocity + q] = v;
                heap[c + q] = heap[c + q] - f2 * v;
            }
        }
    }
}
