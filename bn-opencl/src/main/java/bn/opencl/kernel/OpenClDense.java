package bn.opencl.kernel;

import static bn.opencl.kernel.OpenClKernels.NO_SCALARS;
import static bn.opencl.memory.ArenaTensor.at;

import bn.api.Tensor;
import bn.api.kernel.DenseKernel;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.Sgd;
import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Op;

/** The matrix products of linear (fully connected) layers. */
final class OpenClDense implements DenseKernel, DenseUpdateKernel {
    private final DeviceArena arena;

    OpenClDense(DeviceArena arena) {
        this.arena = arena;
    }

    @Override
    public void forward(Tensor x, Tensor weights, Tensor bias, Tensor y) {
        MatMul matmul = MatMul.rightTransposed(at(x), at(weights), rows(x), rows(weights), columns(x));
        if (bias == null) {
            matmul.set(arena, at(y));
        } else {
            matmul.setPlusRow(arena, at(y), at(bias));
        }
    }

    @Override
    public void backwardInput(Tensor dy, Tensor weights, Tensor dx) {
        MatMul.plain(at(dy), at(weights), rows(dy), columns(weights), rows(weights)).set(arena, at(dx));
    }

    @Override
    public void backwardParameters(Tensor x, Tensor dy, Tensor dWeights, Tensor dBias) {
        gradient(x, dy).set(arena, at(dWeights));
        sumRows(dy, dBias);
    }

    @Override
    public void update(Tensor x, Tensor dy, Tensor weights, Tensor velocity, Sgd step, Tensor dBias) {
        gradient(x, dy).update(arena, at(weights), at(velocity), OpenClUpdate.scalars(step));
        sumRows(dy, dBias);
    }

    private static MatMul gradient(Tensor x, Tensor dy) {
        return MatMul.leftTransposed(at(dy), at(x), columns(dy), columns(x), rows(x));
    }

    private void sumRows(Tensor dy, Tensor sums) {
        if (sums != null) {
            sumRows(arena, at(dy), rows(dy), columns(dy), at(sums));
        }
    }

    /** Adds up the rows of a matrix in the arena. */
    static void sumRows(DeviceArena arena, int matrix, int rows, int columns, int sums) {
        arena.run(Op.COLUMN_SUMS, arena.geometry().columns(columns, 1), NO_SCALARS, matrix, sums, 0, 0, 0, 0, 0, 0, rows,
                columns);
    }

    private static int rows(Tensor matrix) {
        return matrix.shape().size(0);
    }

    private static int columns(Tensor matrix) {
        return matrix.shape().size(1);
    }
}
