package bn.experiments.network;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.CopyKernel;
import bn.experiments.architecture.NodeSpec;
import java.util.List;

/** Images as rows of numbers, channel by channel: N x C x H x W becomes N x C H W. */
final class Flatten extends BufferedNode {
    private final CopyKernel kernel;

    Flatten(Backend backend, DType dtype, NodeSpec spec, Shape shape) {
        super(backend, dtype, spec, shape);
        kernel = OptionalKernel.require(backend, CopyKernel.class);
    }

    @Override
    void forward(List<Tensor> inputs, boolean training) {
        kernel.reshape(inputs.get(0), outputs(inputs.get(0).shape().size(0)));
    }

    @Override
    void backward(List<Tensor> inputs, List<GradientBuffer> targets, BackwardHook hook) {
        int n = inputs.get(0).shape().size(0);
        if (targets.get(0) != null) {
            targets.get(0).receive(n, dx -> kernel.reshape(gradient(n), dx));
        }
    }
}
