package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floatPointer;
import static bn.cpu.memory.CpuTensor.floats;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import bn.api.Tensor;
import bn.api.kernel.DenseKernel;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.Sgd;
import bn.cpu.channels.Region;
import bn.cpu.channels.TileBuffer;
import bn.cpu.threads.OpenBlas;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** The matrix products of linear (fully connected) layers, by OpenBLAS. */
final class FloatDense implements DenseKernel, DenseUpdateKernel {
    private final OpenBlas blas;
    private final FloatSgd sgd;
    private final FloatLoops loops = FloatLoops.create();
    private final FloatColumnStatistics columns = new FloatColumnStatistics(loops);
    private final float[] tile = new float[TileBuffer.LENGTH];

    FloatDense(OpenBlas blas, FloatSgd sgd) {
        this.blas = blas;
        this.sgd = sgd;
    }

    @Override
    public void forward(Tensor x, Tensor weights, Tensor bias, Tensor y) {
        if (bias != null) {
            repeat(floats(bias), floats(y));
        }
        int i = weights.shape().size(1);
        product(CblasNoTrans, x, CblasTrans, weights, i, bias == null ? 0 : 1, y);
    }

    @Override
    public void backwardInput(Tensor dy, Tensor weights, Tensor dx) {
        product(CblasNoTrans, dy, CblasNoTrans, weights, weights.shape().size(0), 0, dx);
    }

    @Override
    public void backwardParameters(Tensor x, Tensor dy, Tensor dWeights, Tensor dBias) {
        product(CblasTrans, dy, CblasNoTrans, x, x.shape().size(0), 0, dWeights);
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
        product(CblasTrans, dy, CblasNoTrans, x, x.shape().size(0), accumulate ? 1 : 0, velocity);
        sgd.applyVelocity(weights, velocity, step);
        sumRows(dy, dBias);
    }

    /** c = op(a) op(b) + beta c, as BLAS's gemm; inner is the number of terms of each sum. */
    private void product(int transA, Tensor a, int transB, Tensor b, int inner, float beta, Tensor c) {
        FloatPointer pa = floatPointer(a);
        FloatPointer pb = floatPointer(b);
        FloatPointer pc = floatPointer(c);
        int lda = a.shape().size(1);
        int ldb = b.shape().size(1);
        int rows = c.shape().size(0);
        int width = c.shape().size(1);
        blas.run(() -> cblas_sgemm(CblasRowMajor, transA, transB, rows, width, inner, 1, pa, lda, pb, ldb, beta, pc, width));
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
