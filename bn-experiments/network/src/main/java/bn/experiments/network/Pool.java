package bn.experiments.network;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.PoolingKernel;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import java.util.List;

/** Pooling of each channel. */
final class Pool extends BufferedNode {
    private final Operation.Pool operation;
    private final PoolingKernel kernel;

    Pool(Backend backend, DType dtype, NodeSpec spec, Shape shape, Operation.Pool operation) {
        super(backend, dtype, spec, shape);
        this.operation = operation;
        kernel = OptionalKernel.require(backend, PoolingKernel.class);
    }

    @Override
    void forward(List<Tensor> inputs, boolean training) {
        kernel.forward(operation.pooling(), operation.window(), inputs.get(0), outputs(inputs.get(0).shape().size(0)));
    }

    @Override
    void backward(List<Tensor> inputs, List<GradientBuffer> targets, BackwardHook hook) {
        int n = inputs.get(0).shape().size(0);
        if (targets.get(0) != null) {
            targets.get(0).receive(n, dx -> kernel.backward(operation.pooling(), operation.window(), inputs.get(0), outputs(n),
                    gradient(n), dx));
        }
    }
}
