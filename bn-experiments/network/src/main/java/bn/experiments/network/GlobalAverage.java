package bn.experiments.network;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.PoolingKernel;
import bn.experiments.architecture.NodeSpec;
import java.util.List;

/** The mean of each channel over all positions: N x C x H x W becomes N x C. */
final class GlobalAverage extends BufferedNode {
    private final PoolingKernel kernel;

    GlobalAverage(Backend backend, DType dtype, NodeSpec spec, Shape shape) {
        super(backend, dtype, spec, shape);
        kernel = OptionalKernel.require(backend, PoolingKernel.class);
    }

    @Override
    void forward(List<Tensor> inputs, boolean training) {
        kernel.globalAverage(inputs.get(0), outputs(inputs.get(0).shape().size(0)));
    }

    @Override
    void backward(List<Tensor> inputs, List<GradientBuffer> targets, BackwardHook hook) {
        int n = inputs.get(0).shape().size(0);
        if (targets.get(0) != null) {
            targets.get(0).receive(n, dx -> kernel.globalAverageBackward(gradient(n), dx));
        }
    }
}
