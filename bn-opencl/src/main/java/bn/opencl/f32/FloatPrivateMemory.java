package bn.opencl.f32;

import com.aparapi.Kernel;

/** The private memory of an item, and the operations that store a block of a matrix product from it. */
abstract class FloatPrivateMemory extends FloatProgram {
    /** Columns that an item processes, which is also the length of a line of private memory. */
    protected static final int WIDTH = PANEL;

    /** Private memory: 7 lines of WIDTH numbers. */
    @PrivateMemorySpace(448)
    protected float[] own = new float[448];

    /** Gives each Java thread a private memory of its own. */
    @Override
    public final Kernel clone() {
        FloatPrivateMemory copy = (FloatPrivateMemory) super.clone();
        copy.own = own.clone();
        return copy;
    }

    /**
     * Writes w elements of row i, from column j on, from private memory to the matrix at c. i10: 0: store; 1: add a bias; 2: add to C; 3: a
     * step of SGD; 4: store; see {@link FloatCpuMatMul#matmul}.
     *
     * @param from index of the first element in private memory
     * @param stride distance between elements in private memory
     */
    protected void store(int c, int i, int j, int w, int from, int stride) {
        int n = 0;
        for (int q = 0; q < w; q += n) {
            int column = (j + q) % i14;
            n = min(w - q, i14 - column);
            storePiece(c, (j + q) / i14 * i15 + i * i14 + column, n, from + q * stride, stride);
        }
    }

    private void storePiece(int matrix, int at, int w, int from, int stride) {
        int c = matrix + at;
        if (i10 == 0 || i10 == 4) {
            for (int q = 0; q < w; q++) {
                arena[c + q] = own[from + q * stride];
            }
        } else if (i10 == 1) {
            int b = i11 + at % i8;
            for (int q = 0; q < w; q++) {
                arena[c + q] = own[from + q * stride] + arena[b + q];
            }
        } else if (i10 == 2) {
            for (int q = 0; q < w; q++) {
                arena[c + q] = arena[c + q] + own[from + q * stride];
            }
        } else {
            int velocity = i11 + at;
            for (int q = 0; q < w; q++) {
                float v = f0 * arena[velocity + q] + own[from + q * stride] + f1 * arena[c + q];
                arena[velocity + q] = v;
                arena[c + q] = arena[c + q] - f2 * v;
            }
        }
    }
}
