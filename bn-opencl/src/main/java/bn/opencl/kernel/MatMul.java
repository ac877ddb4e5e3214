package bn.opencl.kernel;

import static bn.opencl.kernel.OpenClKernels.NO_SCALARS;

import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Op;
import bn.opencl.program.Program;

/**
 * A product of two matrices in the arena, C = A B. C consists of one or more matrices side by side, each of them row-major.
 *
 * @param a A, of shape m x k
 * @param b B, of shape k x n
 * @param m rows of A
 * @param n columns of B
 * @param k columns of A, rows of B
 * @param columns columns of each matrix of C
 * @param distance elements between the matrices of C
 */
record MatMul(Factor a, Factor b, int m, int n, int k, int columns, int distance) {
    private static final int SET = 0;
    private static final int ADD_ROW = 1;
    private static final int ACCUMULATE = 2;
    private static final int SGD = 3;
    private static final int ADD_COLUMN = 4;

    /**
     * A matrix. Positions and strides count elements of the arena.
     *
     * @param at position of the first element
     * @param row stride between rows
     * @param column stride between columns
     * @param panel stride between panels, see {@link Op#IM2COL}
     */
    record Factor(int at, int row, int column, int panel) {

        static Factor rowMajor(int at, int columns) {
            return new Factor(at, columns, 1, Program.PANEL);
        }

        Factor transposed() {
            return new Factor(at, column, row, panel);
        }
    }

    private static MatMul of(Factor a, Factor b, int m, int n, int k) {
        return new MatMul(a, b, m, n, k, n, 0);
    }

    /** X W^T, with X of shape m x k and W of shape n x k. */
    static MatMul rightTransposed(int x, int w, int m, int n, int k) {
        return of(Factor.rowMajor(x, k), Factor.rowMajor(w, k).transposed(), m, n, k);
    }

    /** X W, with X of shape m x k and W of shape k x n. */
    static MatMul plain(int x, int w, int m, int n, int k) {
        return of(Factor.rowMajor(x, k), Factor.rowMajor(w, n), m, n, k);
    }

    /** D^T X, with D of shape k x m and X of shape k x n. */
    static MatMul leftTransposed(int d, int x, int m, int n, int k) {
        return of(Factor.rowMajor(d, m).transposed(), Factor.rowMajor(x, n), m, n, k);
    }

    /** C = A B. */
    void set(DeviceArena arena, int c) {
        run(arena, NO_SCALARS, c, SET, 0);
    }

    /** C = A B + b, with the vector b added to each row. */
    void setPlusRow(DeviceArena arena, int c, int b) {
        run(arena, NO_SCALARS, c, ADD_ROW, b);
    }

    /** C = A B + b, with the vector b added to each column. */
    void setPlusColumn(DeviceArena arena, int c, int b) {
        run(arena, NO_SCALARS, c, ADD_COLUMN, b);
    }

    /** C = C + A B. */
    void accumulate(DeviceArena arena, int c) {
        run(arena, NO_SCALARS, c, ACCUMULATE, 0);
    }

    /** A step of SGD on the parameters C, whose gradient is A B. */
    void update(DeviceArena arena, int c, int velocity, double[] step) {
        run(arena, step, c, SGD, velocity);
    }

    private void run(DeviceArena arena, double[] scalars, int c, int mode, int other) {
        arena.run(Op.MATMUL, arena.geometry().matmul(m, n, b.column == 1), scalars, a.at, a.row, a.column, b.at, b.row, b.column,
                c,
                m, n, k, mode, other, a.panel, b.panel, columns, distance);
    }
}
