package bn.experiments.network;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.experiments.architecture.NodeSpec;
import java.util.Optional;

/** A node without parameters, with a buffer for its outputs. */
abstract sealed class BufferedNode extends Node
        permits Sum, Product, Pool, GlobalAverage, Flatten, Channels, PadImages, Dropout {
    private final Tensor y;
    private final boolean owned;

    /** New tensors are zeros, so what a node never writes is 0. */
    BufferedNode(Backend backend, DType dtype, NodeSpec spec, Shape shape) {
        this(backend, dtype, spec, shape, Optional.empty());
    }

    /** A node whose outputs take the place of those of another one, if there is one; that one closes the buffer. */
    BufferedNode(Backend backend, DType dtype, NodeSpec spec, Shape shape, Optional<Tensor> other) {
        super(spec, shape);
        y = other.orElseGet(() -> backend.allocate(dtype, shape));
        owned = other.isEmpty();
    }

    @Override
    public Tensor outputs(int n) {
        return y.rows(0, n);
    }

    @Override
    public void close() {
        if (owned) {
            y.close();
        }
    }
}
