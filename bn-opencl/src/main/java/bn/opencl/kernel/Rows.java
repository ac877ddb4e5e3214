package bn.opencl.kernel;

import static bn.opencl.memory.ArenaTensor.at;

import bn.api.Shape;
import bn.api.Tensor;
import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Op;

/** Operations on images N x C x H x W as a matrix of N C rows and H W columns. Positions are those in the arena. */
record Rows(DeviceArena arena) {
    private static final int NONE = -1;

    private static int columns(Shape images) {
        return images.size(2) * images.size(3);
    }

    private static int rows(Shape images) {
        return images.size(0) * images.size(1);
    }

    /** The mean of each row. */
    void means(Tensor x, int means) {
        run(x, NONE, means, columns(x.shape()));
    }

    /** The sum of each row. */
    void sums(Tensor x, int sums) {
        run(x, NONE, sums, 1);
    }

    /** The sum of the products of each row with one of another matrix. */
    void products(Tensor x, int other, int sums) {
        run(x, other, sums, 1);
    }

    private void run(Tensor x, int other, int sums, int divisor) {
        int rows = rows(x.shape());
        arena.run(Op.ROW_SUMS, arena.geometry().sums(rows, 1), new double[] {divisor}, at(x), other, sums, rows,
                columns(x.shape()));
    }

    /** Each row of y is the one of x multiplied by a number. */
    void scale(int x, int factors, int divisor, Tensor y) {
        int n = (int) y.shape().elements();
        arena.runOnElements(Op.SCALE_ROWS, n, new double[] {divisor}, x, factors, at(y), n, columns(y.shape()));
    }

    /** All elements of each row of y are its mean, from their sum. */
    void spread(int sums, Tensor y) {
        scale(NONE, sums, columns(y.shape()), y);
    }
}
