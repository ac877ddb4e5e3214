package bn.opencl.kernel;

import static bn.opencl.kernel.OpenClKernels.NO_SCALARS;

import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Op;

/**
 * A product of two matrices in the arena, C = A B. Positions and strides count elements of the arena.
 *
 * @param a position of A's first element
 * @param aRow stride between rows of A
 * @param aColumn stride between columns of A
 * @param b position of B's first element
 * @param bRow stride between rows of B
 * @param bColumn stride between columns of B
 * @param m rows of A
 * @param n columns of B
 * @param k columns of A, rows of B
 */
record MatMul(int a, int aRow, int aColumn, int b, int bRow, int bColumn, int m, int n, int k) {
    private static final int SET = 0;
    private static final int ADD_ROW = 1;
    private static final int ACCUMULATE = 2;
    private static final int SGD = 3;

    /** X W^T, with X of shape m x k and W of shape n x k. */
    static MatMul rightTransposed(int x, int w, int m, int n, int k) {
        return new MatMul(x, k, 1, w, 1, k, m, n, k);
    }

    /** X W, with X of shape m x k and W of shape k x n. */
    static MatMul plain(int x, int w, int m, int n, int k) {
        return new MatMul(x, k, 1, w, n, 1, m, n, k);
    }

    /** D^T X, with D of shape k x m and X of shape k x n. */
    static MatMul leftTransposed(int d, int x, int m, int n, int k) {
        return new MatMul(d, 1, m, x, n, 1, m, n, k);
    }

    /** C = A B. */
    void set(DeviceArena arena, int c) {
        run(arena, NO_SCALARS, c, SET, 0);
    }

    /** C = A B + b, with the vector b added to each row. */
    void setPlusRow(DeviceArena arena, int c, int b) {
        run(arena, NO_SCALARS, c, ADD_ROW, b);
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
        arena.run(Op.MATMUL, arena.geometry().matmul(m, n, bColumn == 1), scalars, a, aRow, aColumn, b, bRow, bColumn, c, m, n, k,
                mode, other);
    }
}
