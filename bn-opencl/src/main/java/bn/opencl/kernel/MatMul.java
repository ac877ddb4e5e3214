package bn.opencl.kernel;

import static bn.opencl.kernel.OpenClKernels.NO_SCALARS;

import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Op;
import bn.opencl.program.Program;

/**
 * Products of two matrices in the arena, C = A B: one, or one for each of several groups of matrices of the same shapes.
 *
 * @param a A, of shape m x k
 * @param b B, of shape k x n
 * @param m rows of A
 * @param n columns of B
 * @param k columns of A, rows of B
 * @param groups number of groups
 */
record MatMul(Factor a, Factor b, int m, int n, int k, int groups) {
    private static final int SET = 0;
    private static final int ADD_ROW = 1;
    private static final int ACCUMULATE = 2;
    private static final int SGD = 3;
    private static final int ADD_COLUMN = 4;

    /**
     * A matrix. Positions and distances count elements of the arena.
     *
     * @param at position of the first element
     * @param row distance between rows
     * @param column distance between columns
     * @param panel distance between panels: see {@link Op#IM2COL}
     * @param group distance between groups
     */
    record Factor(int at, int row, int column, int panel, int group) {

        static Factor rowMajor(int at, int columns) {
            return rowMajor(at, columns, 0);
        }

        static Factor rowMajor(int at, int columns, int group) {
            return new Factor(at, columns, 1, Program.PANEL, group);
        }

        Factor transposed() {
            return new Factor(at, column, row, panel, group);
        }
    }

    /**
     * C: row-major matrices side by side.
     *
     * @param at position of the first element
     * @param columns columns of each matrix
     * @param matrix distance between the matrices
     * @param group distance between groups
     */
    record Result(int at, int columns, int matrix, int group) {}

    /** X W^T, with X of shape m x k and W of shape n x k. */
    static MatMul rightTransposed(int x, int w, int m, int n, int k) {
        return new MatMul(Factor.rowMajor(x, k), Factor.rowMajor(w, k).transposed(), m, n, k, 1);
    }

    /** X W, with X of shape m x k and W of shape k x n. */
    static MatMul plain(int x, int w, int m, int n, int k) {
        return new MatMul(Factor.rowMajor(x, k), Factor.rowMajor(w, n), m, n, k, 1);
    }

    /** D^T X, with D of shape k x m and X of shape k x n. */
    static MatMul leftTransposed(int d, int x, int m, int n, int k) {
        return new MatMul(Factor.rowMajor(d, m).transposed(), Factor.rowMajor(x, n), m, n, k, 1);
    }

    /** C = A B, with one row-major matrix C of each group, one after the other. */
    void set(DeviceArena arena, int c) {
        set(arena, whole(c));
    }

    /** C = A B. */
    void set(DeviceArena arena, Result c) {
        run(arena, NO_SCALARS, c, SET, 0);
    }

    /** C = A B + b, with the vector b added to each row. */
    void setPlusRow(DeviceArena arena, int c, int b) {
        run(arena, NO_SCALARS, whole(c), ADD_ROW, b);
    }

    /** C = A B + b, with the vector b added to each column; b has elements for all groups. */
    void setPlusColumn(DeviceArena arena, Result c, int b) {
        run(arena, NO_SCALARS, c, ADD_COLUMN, b);
    }

    /** C = C + A B. */
    void accumulate(DeviceArena arena, int c) {
        run(arena, NO_SCALARS, whole(c), ACCUMULATE, 0);
    }

    /** A step of SGD on the parameters C, whose gradient is A B. */
    void update(DeviceArena arena, int c, int velocity, double[] step) {
        run(arena, step, whole(c), SGD, velocity);
    }

    private Result whole(int c) {
        return new Result(c, n, 0, m * n);
    }

    private void run(DeviceArena arena, double[] scalars, Result c, int mode, int other) {
        arena.run(Op.MATMUL, arena.geometry().matmul(groups, m, n, b.column == 1), scalars, a.at, a.row, a.column, b.at, b.row,
                b.column, c.at, m, n, k, mode, other, a.panel, b.panel, c.columns, c.matrix, a.group, b.group, c.group);
    }
}
