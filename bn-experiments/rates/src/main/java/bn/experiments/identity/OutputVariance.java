package bn.experiments.identity;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.ChannelStatistics;
import bn.api.norm.Normalization;
import bn.experiments.network.Layer;

/**
 * The variance of what batch norm gives in a layer, before the activation. A network does not keep these numbers, so the kernel
 * computes them again from the pre-activations of the last forward pass, with shifts of 0, which no variance depends on.
 */
public final class OutputVariance {
    private final Backend backend;

    /** Of networks on a backend. */
    public OutputVariance(Backend backend) {
        this.backend = backend;
    }

    /** The biased variance of each unit of a layer with a linear map and batch norm, over n examples and all positions. */
    public double[] of(Layer layer, int n) {
        Tensor u = layer.preActivations(n);
        Normalization norm = layer.normalization().orElseThrow();
        Tensor gamma = norm.gamma().orElseThrow().value();
        DType dtype = u.dtype();
        Shape units = gamma.shape();
        try (Tensor beta = backend.allocate(dtype, units);
                Tensor mean = backend.allocate(dtype, units);
                Tensor variance = backend.allocate(dtype, units);
                Tensor y = backend.allocate(dtype, u.shape())) {
            backend.batchNorm().forward(u, new AffineParameters(gamma, beta), norm.statistics().orElseThrow().eps(),
                    Activation.IDENTITY, new ChannelStatistics(mean, variance), y);
            return variance(y.toDoubles(), n, layer.units(), layer.positions());
        }
    }

    /** The variance of each channel of y, n x units x positions. */
    private static double[] variance(double[] y, int n, int units, int positions) {
        double[] variance = new double[units];
        for (int k = 0; k < units; k++) {
            double mean = 0;
            for (int i = 0; i < n * positions; i++) {
                mean += y[at(i, k, units, positions)] / (n * positions);
            }
            for (int i = 0; i < n * positions; i++) {
                double off = y[at(i, k, units, positions)] - mean;
                variance[k] += off * off / (n * positions);
            }
        }
        return variance;
    }

    private static int at(int row, int unit, int units, int positions) {
        return (row / positions * units + unit) * positions + row % positions;
    }
}
