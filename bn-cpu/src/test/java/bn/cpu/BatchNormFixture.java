package bn.cpu;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.ScaleShift;

/** What tests of batch norm have in common: its parameters, statistics and gradients, and how accurate they are. */
abstract class BatchNormFixture extends KernelTest {
    /**
     * Relative error of the scatter in roundings, from FloatColumns: groups of 64 rows after a first one of 8 give
     * (1 + 64 / 8) (64 + 2) = 594. Half of it reaches 1 / sqrt(variance + eps).
     */
    static final double SCATTER = 594;

    ScaleShift affine;
    ScaleShift gradient;
    ChannelStatistics batch;

    final void allocate(DType dtype, int channels, double[] gamma, double[] beta) {
        Shape shape = Shape.of(channels);
        affine = new ScaleShift(tensor(dtype, shape, gamma), tensor(dtype, shape, beta));
        gradient = new ScaleShift(blank(dtype, shape), blank(dtype, shape));
        batch = new ChannelStatistics(blank(dtype, shape), blank(dtype, shape));
    }

    /** Statistics and outputs; no bound grows with the mean but by what the oracle and the stored mean round themselves. */
    final void checkForward(DType dtype, NaiveBatchNorm naive, double[] gamma, double[] beta, Tensor ys) {
        double u = unit(dtype);
        double[] mean = batch.mean().toDoubles();
        double[] variance = batch.variance().toDoubles();
        for (int c = 0; c < mean.length; c++) {
            double deviation = Math.sqrt(naive.variance[c]);
            assertNear(naive.mean[c], mean[c], u * (2 * Math.abs(naive.mean[c]) + SCATTER * deviation), "mean " + c);
            assertNear(naive.variance[c], variance[c], (SCATTER + 2) * u * naive.variance[c], "variance " + c);
        }
        double[] y = ys.toDoubles();
        for (int i = 0; i < y.length; i++) {
            int c = naive.channel(i);
            double z = Math.abs(gamma[c]) * naive.largest[c];
            // The oracle's own rounding of its mean, in float64.
            double own = 2 * unit(DType.FLOAT64) * Math.abs(naive.mean[c] * gamma[c]) * naive.scale[c];
            double bound = u * ((SCATTER / 2 + 8) * z + 4 * Math.abs(beta[c])) + 2 * own;
            assertNear(naive.y[i], y[i], bound, "y " + i);
        }
    }
}
