package bn.opencl.kernel;

import static bn.opencl.kernel.OpenClKernels.NO_SCALARS;

import bn.opencl.memory.Heap;
import bn.opencl.program.Op;

/**
 * A product of two matrices in the heap, C = A B.
 *
 * @param a A's first element
 * @param aRow from row to row of A
 * @param aColumn from column to column of A
 * @param b B's first element
 * @param bRow from row to row of B
 * @param bColumn from column to column of B
 * @param m rows of A
 * @param n columns of B
 * @param k columns of A, rows of B
 */
record Product(int a, int aRow, int aColumn, int b, int bRow, int bColumn, int m, int n, int k) {
    private static final int SET = 0;
    private static final int ADD_ROW = 1;
    private static final int ACCUMULATE = 2;
    private static final int SGD = 3;

    /** X W^T of X, m x k, and W, n x k. */
    static Product byTransposed(int x, int w, int m, int n, int k) {
        return new Product(x, k, 1, w, 1, k, m, n, k);
    }

    /** X W of X, m x k, and W, k x n. */
    static Product plain(int x, int w, int m, int n, int k) {
        return new Product(x, k, 1, w, n, 1, m, n, k);
    }

    /** D^T X of D, k x m, and X, k x n. */
    static Product ofTransposed(int d, int x, int m, int n, int k) {
        return new Product(d, 1, m, x, n, 1, m, n, k);
    }

    /** C = A B. */
    void set(Heap heap, int c) {
        run(heap, NO_SCALARS, c, SET, 0);
    }

    /** C = A B with a row added to each row. */
    void setWithRow(Heap heap, int c, int row) {
        run(heap, NO_SCALARS, c, ADD_ROW, row);
    }

    /** C = C + A B. */
    void accumulate(Heap heap, int c) {
        run(heap, NO_SCALARS, c, ACCUMULATE, 0);
    }

    /** C takes a step of SGD with the gradient A B. */
    void update(Heap heap, int c, int velocity, double[] step) {
        run(heap, step, c, SGD, velocity);
    }

    private void run(Heap heap, double[] scalars, int c, int mode, int other) {
        heap.run(Op.PRODUCT, heap.work().product(m, n, bColumn == 1), scalars, a, aRow, aColumn, b, bRow, bColumn, c, m, n, k,
                mode, other);
    }
}
