package bn.experiments.network;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.experiments.architecture.NodeSpec;

/** A node without parameters whose outputs have a buffer of their own. */
abstract sealed class BufferedNode extends Node permits Sum, Pool, GlobalAverage, Flatten, Channels, Dropout {
    private final Tensor y;

    /** New tensors are zeros, so what a node never writes is 0. */
    BufferedNode(Backend backend, DType dtype, NodeSpec spec, Shape shape) {
        super(spec, shape);
        y = backend.allocate(dtype, shape);
    }

    @Override
    public Tensor outputs(int n) {
        return y.rows(0, n);
    }

    @Override
    public void close() {
        y.close();
    }
}
