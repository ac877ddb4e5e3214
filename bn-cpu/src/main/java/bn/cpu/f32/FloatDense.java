package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floatPointer;
import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.api.kernel.DenseKernel;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.Sgd;
import bn.cpu.channels.Region;
import bn.cpu.channels.TileBuffer;
import java.nio.FloatBuffer;

/** The matrix products of linear (fully connected) layers. */
final class FloatDense implements DenseKernel, DenseUpdateKernel {
    private final FloatProducts products;
    private final FloatSgd sgd;
    private final FloatLoops loops = FloatLoops.create();
    private final FloatColumnStatistics columns = new FloatColumnStatistics(loops);
    private final float[] tile = new float[TileBuffer.LENGTH];

    FloatDense(FloatProducts products, FloatSgd sgd) {
        this.products = products;
        this.sgd = sgd;
    }

    @Override
    public void forward(Tensor x, Tensor weights, Tensor bias, Tensor y) {
        if (bias != null) {
            repeat(floats(bias), floats(y));
        }
        int i = weights.shape().size(1);
        product(false, x, true, weights, i, bias == null ? 0 : 1, y);
    }

    @Override
    public void backwardInput(Tensor dy, Tensor weights, Tensor dx) {
        product(false, dy, false, weights, weights.shape().size(0), 0, dx);
    }

    @Override
    public void backwardParameters(Tensor x, Tensor dy, Tensor dWeights, Tensor dBias) {
        product(true, dy, false, x, x.shape().size(0), 0, dWeights);
        sumRows(dy, dBias);
    }

    /** One pass prepares the velocity, the matrix product adds the gradient to it, and another pass applies the velocity. */
    @Override
    public void update(Tensor x, Tensor dy, Tensor weights, Tensor velocity, Sgd step, Tensor dBias) {
        boolean accumulate = step.momentum() != 0 || step.weightDecay() != 0;
        if (accumulate) {
            // OpenBLAS could scale by the momentum itself (beta), but is slow with factors other than 0 and 1.
            sgd.prepareVelocity(weights, velocity, step);
        }
        product(true, dy, false, x, x.shape().size(0), accumulate ? 1 : 0, velocity);
        sgd.applyVelocity(weights, velocity, step);
        sumRows(dy, dBias);
    }

    /** c = op(a) op(b) + beta c, as BLAS's gemm; inner is the number of terms of each sum. */
    private void product(boolean leftTransposed, Tensor a, boolean rightTransposed, Tensor b, int inner, float beta, Tensor c) {
        int columns = c.shape().size(1);
        products.compute(new FloatProduct(leftTransposed, floatPointer(a), a.shape().size(1), rightTransposed, floatPointer(b),
                b.shape().size(1), c.shape().size(0), columns, inner, beta, floatPointer(c), columns));
    }

    /** Writes the bias to each row of y. */
    private void repeat(FloatBuffer bias, FloatBuffer y) {
        int width = bias.capacity();
        for (int j = 0; j < width; j += TileBuffer.WIDTH) {
            int part = Math.min(TileBuffer.WIDTH, width - j);
            bias.get(j, tile, 0, part);
            for (int at = j; at < y.capacity(); at += width) {
                y.put(at, tile, 0, part);
            }
        }
    }

    private void sumRows(Tensor dy, Tensor dBias) {
        if (dBias == null) {
            return;
        }
        FloatBuffer target = floats(dBias);
        FloatView gradient = loops.view(dy);
        int rows = dy.shape().size(0);
        int width = target.capacity();
        for (int j = 0; j < width; j += TileBuffer.WIDTH) {
            int part = Math.min(TileBuffer.WIDTH, width - j);
            columns.measure(gradient, new Region(j, rows, width, part));
            for (int k = 0; k < part; k++) {
                target.put(j + k, (float) (columns.mean[k] * rows));
            }
        }
    }
}
