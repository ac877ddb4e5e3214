package bn.opencl.f32;

/**
 * Matrix products on a GPU. A group of 16 x 16 items computes a tile of 64 x 64 elements of the result. At each step the group
 * loads 16 columns of A and 16 rows of B into local memory; neighbouring items read neighbouring addresses (coalesced access).
 * Each item keeps 4 x 4 sums in registers, for rows and columns that are 16 apart, so that reads of local memory cause no bank
 * conflicts. Rows of local memory are 65 numbers apart, so that writes cause none either. Beyond the edges of the matrices zeros
 * are loaded and nothing is stored.
 */
abstract class FloatGpuMatMul extends FloatProgram {
    @Local
    protected float[] left = new float[1040];
    @Local
    protected float[] right = new float[1040];

    @Override
    public final Object local(String name) {
        return name.equals("left") ? left : right;
    }

    /** Arguments: see {@link FloatCpuMatMul#matmul}; any strides are allowed. */
    @Override
    protected void matmul() {
        int lx = getLocalId(0);
        int ly = getLocalId(1);
        int item = ly * 16 + lx;
        int column = getGroupId(0) * 64;
        int group = getGroupId(1) / ((i7 + 63) / 64);
        int row = (getGroupId(1) - group * ((i7 + 63) / 64)) * 64;
        float c00 = 0f;
        float c01 = 0f;
        float c02 = 0f;
        float c03 = 0f;
        float c10 = 0f;
        float c11 = 0f;
        float c12 = 0f;
        float c13 = 0f;
        float c20 = 0f;
        float c21 = 0f;
        float c22 = 0f;
        float c23 = 0f;
        float c30 = 0f;
        float c31 = 0f;
        float c32 = 0f;
        float c33 = 0f;
        for (int t = 0; t < i9; t += 16) {
            for (int q = 0; q < 4; q++) {
                loadLeft(group, q * 256 + item, row, t);
                loadRight(group, q * 256 + item, column, t);
            }
            localBarrier();
            for (int p = 0; p < 16; p++) {
                float a0 = left[p * 65 + ly];
                float a1 = left[p * 65 + ly + 16];
                float a2 = left[p * 65 + ly + 32];
                float a3 = left[p * 65 + ly + 48];
                float b0 = right[p * 65 + lx];
                float b1 = right[p * 65 + lx + 16];
                float b2 = right[p * 65 + lx + 32];
                float b3 = right[p * 65 + lx + 48];
                c00 += a0 * b0;
                c01 += a0 * b1;
                c02 += a0 * b2;
                c03 += a0 * b3;
                c10 += a1 * b0;
                c11 += a1 * b1;
                c12 += a1 * b2;
                c13 += a1 * b3;
                c20 += a2 * b0;
                c21 += a2 * b1;
                c22 += a2 * b2;
                c23 += a2 * b3;
                c30 += a3 * b0;
                c31 += a3 * b1;
                c32 += a3 * b2;
                c33 += a3 * b3;
            }
            localBarrier();
        }
        int i = row + ly;
        int j = column + lx;
        store(group, i, j, c00);
        store(group, i, j + 16, c01);
        store(group, i, j + 32, c02);
        store(group, i, j + 48, c03);
        store(group, i + 16, j, c10);
        store(group, i + 16, j + 16, c11);
        store(group, i + 16, j + 32, c12);
        store(group, i + 16, j + 48, c13);
        store(group, i + 32, j, c20);
        store(group, i + 32, j + 16, c21);
        store(group, i + 32, j + 32, c22);
        store(group, i + 32, j + 48, c23);
        store(group, i + 48, j, c30);
        store(group, i + 48, j + 16, c31);
        store(group, i + 48, j + 32, c32);
        store(group, i + 48, j + 48, c33);
    }

    /** Loads the z-th element of A's tile to place (p, i). z counts along the axis that is contiguous in memory. */
    private void loadLeft(int group, int z, int row, int t) {
        int p = i2 == 1 ? z % 16 : z / 64;
        int i = i2 == 1 ? z / 16 : z % 64;
        float v = 0f;
        if (row + i < i7 && t + p < i9) {
            int column = i2 == 1 ? (t + p) / PANEL * i12 + (t + p) % PANEL : (t + p) * i2;
            v = arena[i0 + group * i16 + (row + i) * i1 + column];
        }
        left[p * 65 + i] = v;
    }

    /** Loads the z-th element of B's tile to place (p, j), in the same way. */
    private void loadRight(int group, int z, int column, int t) {
        int p = i5 == 1 ? z / 64 : z % 16;
        int j = i5 == 1 ? z % 64 : z / 16;
        float v = 0f;
        if (column + j < i8 && t + p < i9) {
            int divided = i5 == 1 ? column + j : t + p;
            int other = i5 == 1 ? (t + p) * i4 : (column + j) * i5;
            v = arena[i3 + group * i17 + other + divided / PANEL * i13 + divided % PANEL];
        }
        right[p * 65 + j] = v;
    }

    private void store(int group, int i, int j, float sum) {
        if (i < i7 && j < i8) {
            int c = i6 + group * i18 + j / i14 * i15 + i * i14 + j % i14;
            if (i10 == 0) {
                arena[c] = sum;
            } else if (i10 == 1) {
                arena[c] = sum + arena[i11 + j];
            } else if (i10 == 2) {
                arena[c] = arena[c] + sum;
            } else if (i10 == 4) {
                arena[c] = sum + arena[i11 + group * i7 + i];
            } else {
                int velocity = i11 + i * i8 + j;
                float v = f0 * arena[velocity] + sum + f1 * arena[c];
                arena[velocity] = v;
                arena[c] = arena[c] - f2 * v;
            }
        }
    }
}
