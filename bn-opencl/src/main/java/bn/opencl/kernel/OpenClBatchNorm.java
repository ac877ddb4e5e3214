package bn.opencl.kernel;

import static bn.opencl.memory.HeapTensor.at;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.VarianceEstimator;
import bn.opencl.memory.Heap;
import bn.opencl.program.Op;

/** Batch normalization: one launch where a group can do whole columns, else statistics of parts, their merging, and the rest. */
final class OpenClBatchNorm implements BatchNormKernel {
    private final Heap heap;
    private final Scratch scratch;

    OpenClBatchNorm(Heap heap) {
        this.heap = heap;
        scratch = new Scratch(heap);
    }

    @Override
    public void forward(Tensor x, AffineParameters affine, double eps, Activation activation, ChannelStatistics batch, Tensor y) {
        Columns all = Columns.of(heap, x.shape());
        int parts = scratch.reserve(all.scratch() + all.channels());
        int rest = parts + all.scratch();
        int[] arguments = {at(x), 0, at(affine.gamma()), at(affine.beta()), at(batch.mean()), at(batch.variance()), rest, at(y),
            all.rows(), all.columns(), all.spatialSize(), all.rowsEach(), parts};
        double[] scalars = {eps, floor(activation)};
        if (all.whole()) {
            run(Op.NORM, all, scalars, arguments);
        } else {
            run(Op.NORM_STATISTICS, all, scalars, arguments);
            heap.run(Op.NORM_MERGE, heap.work().items(all.channels()), scalars, arguments);
            run(Op.NORM_APPLY, all, scalars, arguments);
        }
    }

    @Override
    public void infer(Tensor x, AffineParameters affine, double eps, Activation activation, ChannelStatistics statistics,
            Tensor y) {
        Columns all = Columns.of(heap, x.shape());
        run(Op.NORM_APPLY, all, new double[] {eps, floor(activation)}, at(x), 0, at(affine.gamma()), at(affine.beta()),
                at(statistics.mean()), at(statistics.variance()), -1, at(y), all.rows(), all.columns(),
                all.spatialSize(), all.rowsEach());
    }

    @Override
    public void backward(Tensor x, Tensor y, Tensor dy, AffineParameters affine, double eps, Activation activation,
            ChannelStatistics batch, Tensor dx, AffineParameters gradient) {
        Columns all = Columns.of(heap, x.shape());
        boolean relu = activation == Activation.RELU;
        int[] arguments = {at(x), at(relu ? y : dy), at(affine.gamma()), relu ? 1 : 0, at(batch.mean()), at(batch.variance()),
            at(gradient.gamma()), at(gradient.beta()), all.rows(), all.columns(), all.spatialSize(), all.rowsEach(),
            scratch.reserve(all.scratch()), at(dy), at(dx)};
        double[] scalars = {eps};
        if (all.whole()) {
            run(Op.GRADIENT, all, scalars, arguments);
        } else {
            run(Op.GRADIENT_SUMS, all, scalars, arguments);
            heap.run(Op.GRADIENT_MERGE, heap.work().items(all.channels()), scalars, arguments);
            run(Op.GRADIENT_APPLY, all, scalars, arguments);
        }
    }

    private void run(int op, Columns all, double[] scalars, int... arguments) {
        heap.run(op, heap.work().columns(all.columns(), all.parts()), scalars, arguments);
    }

    private static double floor(Activation activation) {
        return activation == Activation.RELU ? 0 : Double.NEGATIVE_INFINITY;
    }

    @Override
    public void updateRunningStatistics(ChannelStatistics running, ChannelStatistics batch, double weight,
            VarianceEstimator estimator, long count) {
        int channels = (int) running.mean().shape().elements();
        heap.runOnElements(Op.TRACK, channels, new double[] {weight, estimator.correction(count)}, at(running.mean()),
                at(running.variance()), at(batch.mean()), at(batch.variance()), channels);
    }
}
