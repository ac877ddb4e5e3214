package bn.opencl.kernel;

import static bn.opencl.memory.ArenaTensor.at;

import bn.api.Tensor;
import bn.api.kernel.Pooling;
import bn.api.kernel.PoolingKernel;
import bn.api.kernel.Window;
import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Op;
import bn.opencl.program.PoolingCode;

/** Poolings. */
final class OpenClPooling implements PoolingKernel {
    private final DeviceArena arena;
    private final Rows rows;

    OpenClPooling(DeviceArena arena) {
        this.arena = arena;
        rows = new Rows(arena);
    }

    @Override
    public void forward(Pooling pooling, Window window, Tensor x, Tensor y) {
        int n = (int) y.shape().elements();
        arena.windows(window, x.shape(), y.shape());
        arena.runOnElements(Op.POOL, n, new double[] {Double.NEGATIVE_INFINITY}, at(x), at(y), n, 0, PoolingCode.of(pooling));
    }

    @Override
    public void backward(Pooling pooling, Window window, Tensor x, Tensor y, Tensor dy, Tensor dx) {
        int n = (int) dx.shape().elements();
        boolean max = pooling == Pooling.MAX;
        arena.windows(window, dx.shape(), dy.shape());
        int channels = dx.shape().size(1);
        int images = dx.shape().size(0);
        arena.run(Op.POOL_GRADIENT, arena.geometry().planes(channels, images, n / channels / images), OpenClKernels.NO_SCALARS,
                at(max ? x : dx), at(max ? y : dy), at(dy), at(dx), PoolingCode.of(pooling), n, channels);
    }

    @Override
    public void globalAverage(Tensor x, Tensor y) {
        rows.means(x, at(y));
    }

    @Override
    public void globalAverageBackward(Tensor dy, Tensor dx) {
        rows.spread(at(dy), dx);
    }
}
