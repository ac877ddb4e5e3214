package bn.experiments.rate;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.DenseKernel;
import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.experiments.network.Dense;
import bn.experiments.network.Layer;
import bn.experiments.network.WeightRule;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The two parts of T2 for each hidden layer with batch statistics, by products of a backend and without the backward pass of a
 * normalization: g = sum_i delta_i (x_i - m) and S v = (1/N) sum_i v.(x_i - m) (x_i - m). The gradients are kept too.
 */
final class LayerGradients implements WeightRule {
    private final Backend backend;
    private final DenseKernel kernel;
    private final Map<Layer, Terms> terms = new IdentityHashMap<>();

    LayerGradients(Backend backend) {
        this.backend = backend;
        kernel = backend.dense();
    }

    /**
     * The parts for a layer of K units on d inputs.
     *
     * @param loss g of each unit, K x d
     * @param penalty S v of each unit, K x d
     */
    record Terms(double[] loss, double[] penalty) { }

    /** Those of the last backward pass; empty for a layer without batch statistics. */
    Optional<Terms> of(Layer layer) {
        return Optional.ofNullable(terms.get(layer));
    }

    @Override
    public void apply(Dense dense, Tensor x, Tensor dz) {
        STORE.apply(dense, x, dz);
    }

    @Override
    public void beforeLayer(Layer layer, Tensor x, Tensor dy) {
        if (layer.normalization().flatMap(Normalization::statistics).isEmpty()) {
            return;
        }
        int n = x.shape().extent(0);
        DType dtype = x.dtype();
        Dense dense = layer.dense();
        Shape shape = dense.weights().value().shape();
        try (Tensor byUnit = backend.allocate(dtype, Shape.of(n, dense.outputs()));
                Tensor product = backend.allocate(dtype, shape);
                Tensor sum = backend.allocate(dtype, Shape.of(dense.outputs()));
                Tensor effective = backend.allocate(dtype, shape)) {
            double[] mean = inputMean(x, n);
            backend.activation().backward(Activation.RELU, layer.outputs(n), dy, byUnit);
            double[] g = centredProduct(x, byUnit, product, sum, mean);
            // The outputs v.(x_i - m): the bias keeps digits, as what it leaves of a mean is taken out of the product.
            double[] factor = effectiveFactor(layer);
            double[] v = dense.weights().value().toDoubles();
            for (int i = 0; i < v.length; i++) {
                v[i] *= factor[i / dense.inputs()];
            }
            effective.upload(v, 0);
            sum.upload(centringBias(layer, factor), 0);
            kernel.forward(x, effective, sum, byUnit);
            double[] sv = centredProduct(x, byUnit, product, sum, mean);
            terms.put(layer, new Terms(g, Arrays.stream(sv).map(value -> value / n).toArray()));
        }
    }

    /** sum_i a_i (x_i - m) for each column a of n numbers, as K x d. */
    private double[] centredProduct(Tensor x, Tensor columns, Tensor product, Tensor sum, double[] mean) {
        kernel.backwardParameters(x, columns, product, sum);
        double[] sums = sum.toDoubles();
        double[] result = product.toDoubles();
        for (int i = 0; i < result.length; i++) {
            result[i] -= sums[i / mean.length] * mean[i % mean.length];
        }
        return result;
    }

    private double[] inputMean(Tensor x, int n) {
        try (Tensor shares = backend.allocate(x.dtype(), Shape.of(n, 1));
                Tensor mean = backend.allocate(x.dtype(), Shape.of(1, x.shape().extent(1)))) {
            double[] share = new double[n];
            Arrays.fill(share, 1.0 / n);
            shares.upload(share, 0);
            kernel.backwardParameters(x, shares, mean, null);
            return mean.toDoubles();
        }
    }

    /** gamma / s of each unit, with the statistics of the batch. */
    private static double[] effectiveFactor(Layer layer) {
        Normalization norm = layer.normalization().orElseThrow();
        BatchStatistics statistics = norm.statistics().orElseThrow();
        double[] variance = statistics.batch().variance().toDoubles();
        double[] factor = norm.gamma().orElseThrow().value().toDoubles();
        for (int k = 0; k < factor.length; k++) {
            double s = Math.sqrt(variance[k] + statistics.eps());
            factor[k] = s == 0 ? 0 : factor[k] / s;
        }
        return factor;
    }

    private static double[] centringBias(Layer layer, double[] factor) {
        double[] mean = layer.normalization().flatMap(Normalization::statistics).orElseThrow().batch().mean().toDoubles();
        for (int k = 0; k < mean.length; k++) {
            mean[k] *= -factor[k];
        }
        return mean;
    }
}
