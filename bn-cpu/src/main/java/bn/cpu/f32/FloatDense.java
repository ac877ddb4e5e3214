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
import bn.cpu.channels.Area;
import bn.cpu.channels.Tile;
import bn.cpu.threads.OpenBlas;
import bn.cpu.threads.Team;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** Fully connected products by OpenBLAS. */
final class FloatDense implements DenseKernel, DenseUpdateKernel {
    private final Team team;
    private final OpenBlas blas;
    private final FloatSgd sgd;
    private final FloatLoops loops = FloatLoops.create();
    private final FloatColumns columns = new FloatColumns(loops);
    private final float[] tile = new float[Tile.LENGTH];

    FloatDense(Team team, OpenBlas blas, FloatSgd sgd) {
        this.team = team;
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

    /** Between two passes that prepare the velocity and use it, the product adds the gradient to it. */
    @Override
    public void update(Tensor x, Tensor dy, Tensor weights, Tensor velocity, Sgd step, Tensor dBias) {
        boolean kept = step.momentum() != 0 || step.weightDecay() != 0;
        if (kept) {
            // OpenBLAS's own scaling by a factor other than 0 or 1 is slow.
            sgd.retain(weights, velocity, step);
        }
        product(CblasTrans, dy, CblasNoTrans, x, x.shape().size(0), kept ? 1 : 0, velocity);
        sgd.descend(weights, velocity, step);
        sumRows(dy, dBias);
    }

    /** c = op(a) op(b) + keep c, with inner the size of the axis that is summed over. */
    private void product(int transA, Tensor a, int transB, Tensor b, int inner, float keep, Tensor c) {
        FloatPointer pa = floatPointer(a);
        FloatPointer pb = floatPointer(b);
        FloatPointer pc = floatPointer(c);
        int lda = a.shape().size(1);
        int ldb = b.shape().size(1);
        int rows = c.shape().size(0);
        int width = c.shape().size(1);
        blas.run(() -> cblas_sgemm(CblasRowMajor, transA, transB, rows, width, inner, 1, pa, lda, pb, ldb, keep, pc, width));
    }

    private void repeat(FloatBuffer bias, FloatBuffer y) {
        int width = bias.capacity();
        for (int j = 0; j < width; j += Tile.WIDTH) {
            int part = Math.min(Tile.WIDTH, width - j);
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
        FloatSpan gradient = loops.span(dy);
        int rows = dy.shape().size(0);
        int width = target.capacity();
        for (int j = 0; j < width; j += Tile.WIDTH) {
            int part = Math.min(Tile.WIDTH, width - j);
            columns.measure(gradient, new Area(j, rows, width, part));
            for (int k = 0; k < part; k++) {
                target.put(j + k, (float) (columns.mean[k] * rows));
            }
        }
    }
}
