package bn.experiments.rate;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.ElementwiseKernel;
import bn.experiments.network.Layer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The backward pass of normalizations by the statistics of all examples. With s^2 = variance + eps, x = (u - mean) / s and the
 * gradients dgamma and dbeta of the mean loss over all examples, a block of n examples has
 *
 * <pre>{@code du = (gamma / s) (dz - (dbeta + x dgamma) / (n positions))}</pre>
 *
 * <p>For each unit this is an affine map of u plus a multiple of dz. Both are what batch norm computes with given statistics, so
 * the backend's kernels compute them where it also has a kernel for sums; otherwise it is done on the host, in float64.
 */
final class PopulationBackward implements AutoCloseable {
    private final Backend backend;
    private final DType dtype;
    private final int block;
    private final Map<Layer, PopulationStatistics> statistics;
    private final Map<Layer, LayerGradients> gradients;
    private final Optional<ElementwiseKernel> sums;
    private final Map<Shape, Tensor> terms = new HashMap<>();
    private final Map<Layer, PopulationCoefficients> coefficients = new HashMap<>();
    private final HostCopy us = new HostCopy();
    private final HostCopy dzs = new HostCopy();

    /**
     * Backward passes of blocks of at most this many examples.
     *
     * @param statistics of all examples, those that the running statistics were replaced by
     * @param gradients of the mean loss over all examples, for each layer by the time that its backward pass is asked for
     */
    PopulationBackward(Backend backend, DType dtype, int block, Map<Layer, PopulationStatistics> statistics,
            Map<Layer, LayerGradients> gradients) {
        this.backend = backend;
        this.dtype = dtype;
        this.block = block;
        this.statistics = statistics;
        this.gradients = gradients;
        sums = backend.optional(ElementwiseKernel.class);
    }

    /**
     * The backward pass of a layer's normalization for a block.
     *
     * @param u its inputs, n x K or n x K x H x W
     * @param dz gradient of the block's mean loss with respect to its outputs
     * @param du receives the gradient with respect to u; may be dz
     */
    void apply(Layer layer, Tensor u, Tensor dz, Tensor du) {
        PopulationCoefficients now = coefficients.computeIfAbsent(layer,
                each -> new PopulationCoefficients(backend, dtype, each, statistics.get(each), gradients.get(each)));
        int count = u.shape().size(0);
        if (sums.isPresent()) {
            Tensor term = terms.computeIfAbsent(u.shape().withRows(block), shape -> backend.allocate(dtype, shape)).rows(0,
                    count);
            now.apply(sums.get(), u, dz, du, term);
        } else {
            double[] result = dzs.of(dz);
            now.apply(us.of(u), result, Planes.of(u.shape()));
            du.upload(result, 0);
        }
    }

    @Override
    public void close() {
        terms.values().forEach(Tensor::close);
        coefficients.values().forEach(PopulationCoefficients::close);
    }
}
