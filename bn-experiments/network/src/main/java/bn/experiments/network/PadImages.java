package bn.experiments.network;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.CopyKernel;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import java.util.List;

/** Images with zeros around them. */
final class PadImages extends BufferedNode {
    private final Operation.PadImages operation;
    private final CopyKernel kernel;

    PadImages(Backend backend, DType dtype, NodeSpec spec, Shape shape, Operation.PadImages operation) {
        super(backend, dtype, spec, shape);
        this.operation = operation;
        kernel = OptionalKernel.require(backend, CopyKernel.class);
    }

    @Override
    void forward(List<Tensor> inputs, boolean training) {
        kernel.pad(inputs.get(0), operation.top(), operation.left(), outputs(inputs.get(0).shape().size(0)));
    }

    @Override
    void backward(List<Tensor> inputs, List<GradientBuffer> targets, BackwardHook hook) {
        int n = inputs.get(0).shape().size(0);
        if (targets.get(0) != null) {
            targets.get(0).receive(n, dx -> kernel.crop(gradient(n), operation.top(), operation.left(), dx));
        }
    }
}
