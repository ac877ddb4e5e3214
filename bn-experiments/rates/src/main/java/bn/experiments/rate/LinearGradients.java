package bn.experiments.rate;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.experiments.network.Linear;

/**
 * Gradients of the mean loss over all examples with respect to the weights and the bias of a linear map: a backend computes those
 * of a block, the sum is float64.
 */
final class LinearGradients implements AutoCloseable {
    private final Linear linear;
    private final Tensor block;
    private final double[] scratch;
    private final double[] weights;
    private final double[] bias;

    /** Sums of zero. */
    LinearGradients(Backend backend, DType dtype, Linear linear) {
        this.linear = linear;
        Shape shape = linear.weights().value().shape();
        block = backend.allocate(dtype, shape);
        scratch = new double[Math.toIntExact(shape.elements())];
        weights = new double[scratch.length];
        bias = new double[linear.bias().isPresent() ? linear.units() : 0];
    }

    /**
     * Adds a block of examples.
     *
     * @param x inputs of the map
     * @param dz gradient of the block's mean loss with respect to its outputs
     * @param weight part of the block in all examples
     */
    void add(Tensor x, Tensor dz, double weight) {
        linear.weightGradient(x, dz, block);
        block.download(scratch, 0);
        for (int i = 0; i < weights.length; i++) {
            weights[i] += weight * scratch[i];
        }
        if (bias.length > 0) {
            double[] d = dz.toDoubles();
            int count = dz.shape().size(0);
            int positions = d.length / (count * bias.length);
            for (int i = 0; i < d.length; i++) {
                bias[i / positions % bias.length] += weight * d[i];
            }
        }
    }

    /** Sets the sums to those that were computed before. */
    void set(double[] weightSums, double[] biasSums) {
        System.arraycopy(weightSums, 0, weights, 0, weights.length);
        System.arraycopy(biasSums, 0, bias, 0, bias.length);
    }

    /** Gradient with respect to the weights, row-major. */
    double[] weights() {
        return weights;
    }

    /** Gradient with respect to the bias; empty if there is none. */
    double[] bias() {
        return bias;
    }

    /** Frees the memory of a block; the sums stay. */
    @Override
    public void close() {
        block.close();
    }
}
