package bn.opencl.kernel;

import static bn.opencl.memory.ArenaTensor.at;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.VarianceEstimator;
import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Op;

/**
 * Batch normalization. One launch does everything where a group can reduce whole columns. Otherwise there are three: reduce each
 * part, merge the parts, apply the result.
 */
final class OpenClBatchNorm implements BatchNormKernel {
    private final DeviceArena arena;
    private final Workspace workspace;

    OpenClBatchNorm(DeviceArena arena) {
        this.arena = arena;
        workspace = new Workspace(arena);
    }

    @Override
    public void forward(Tensor x, AffineParameters affine, double eps, Activation activation, ChannelStatistics batch, Tensor y) {
        BatchMatrix matrix = BatchMatrix.of(arena, x.shape());
        int parts = workspace.reserve(matrix.workspaceSize() + matrix.channels());
        int rest = parts + matrix.workspaceSize();
        int[] arguments = {at(x), 0, at(affine.gamma()), at(affine.beta()), at(batch.mean()), at(batch.variance()), rest, at(y),
                matrix.rows(), matrix.columns(), matrix.spatialSize(), matrix.rowsEach(), parts};
        double[] scalars = {eps, floor(activation)};
        if (matrix.fitsOneLaunch()) {
            run(Op.NORM, matrix, scalars, arguments);
        } else {
            run(Op.NORM_STATISTICS, matrix, scalars, arguments);
            arena.run(Op.NORM_MERGE, arena.geometry().sums(matrix.channels(), 1), scalars, arguments);
            run(Op.NORM_APPLY, matrix, scalars, arguments);
        }
    }

    @Override
    public void infer(Tensor x, AffineParameters affine, double eps, Activation activation, ChannelStatistics statistics,
            Tensor y) {
        BatchMatrix matrix = BatchMatrix.of(arena, x.shape());
        run(Op.NORM_APPLY, matrix, new double[] {eps, floor(activation)}, at(x), 0, at(affine.gamma()), at(affine.beta()),
                at(statistics.mean()), at(statistics.variance()), -1, at(y), matrix.rows(), matrix.columns(),
                matrix.spatialSize(), matrix.rowsEach());
    }

    @Override
    public void backward(Tensor x, Tensor y, Tensor dy, AffineParameters affine, double eps, Activation activation,
            ChannelStatistics batch, Tensor dx, AffineParameters gradient) {
        BatchMatrix matrix = BatchMatrix.of(arena, x.shape());
        boolean relu = activation.equals(Activation.RELU);
        int[] arguments = {at(x), at(relu ? y : dy), at(affine.gamma()), relu ? 1 : 0, at(batch.mean()), at(batch.variance()),
                at(gradient.gamma()), at(gradient.beta()), matrix.rows(), matrix.columns(), matrix.spatialSize(),
                matrix.rowsEach(),
                workspace.reserve(matrix.workspaceSize()), at(dy), at(dx)};
        double[] scalars = {eps};
        if (matrix.fitsOneLaunch()) {
            run(Op.GRADIENT, matrix, scalars, arguments);
        } else {
            run(Op.GRADIENT_SUMS, matrix, scalars, arguments);
            arena.run(Op.GRADIENT_MERGE, arena.geometry().sums(matrix.channels(), 1), scalars, arguments);
            run(Op.GRADIENT_APPLY, matrix, scalars, arguments);
        }
    }

    private void run(int op, BatchMatrix matrix, double[] scalars, int... arguments) {
        arena.run(op, arena.geometry().columns(matrix.columns(), matrix.parts()), scalars, arguments);
    }

    /** What a fused activation takes the maximum with. */
    static double floor(Activation activation) {
        return activation.equals(Activation.RELU) ? 0 : Double.NEGATIVE_INFINITY;
    }

    @Override
    public void updateRunningStatistics(ChannelStatistics running, ChannelStatistics batch, double weight,
            VarianceEstimator estimator, long count) {
        int channels = (int) running.mean().shape().elements();
        arena.runOnElements(Op.UPDATE_RUNNING_STATISTICS, channels, new double[] {weight, estimator.correction(count)},
                at(running.mean()), at(running.variance()), at(batch.mean()), at(batch.variance()), channels);
    }
}
