package bn.experiments.network;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.ActivationKernel;
import bn.api.kernel.CopyKernel;
import bn.api.kernel.ElementwiseKernel;
import bn.experiments.architecture.NodeSpec;
import java.util.List;
import java.util.Optional;

/** The sum of the outputs of two nodes, and an activation. */
final class Sum extends BufferedNode {
    private final Activation activation;
    private final ElementwiseKernel sums;
    private final ActivationKernel activations;
    private final CopyKernel copies;

    /**
     * A node.
     *
     * @param term outputs of one of the terms, which nothing needs after the sum: it takes their place; empty if both are needed
     */
    Sum(Backend backend, DType dtype, NodeSpec spec, Shape shape, Activation activation, Optional<Tensor> term) {
        super(backend, dtype, spec, shape, term);
        this.activation = activation;
        sums = OptionalKernel.require(backend, ElementwiseKernel.class);
        copies = OptionalKernel.require(backend, CopyKernel.class);
        activations = backend.activation();
    }

    @Override
    void forward(List<Tensor> inputs, boolean training) {
        sums.add(inputs.get(0), inputs.get(1), activation, outputs(inputs.get(0).shape().size(0)));
    }

    /** Both terms have the same gradient. A term whose buffer has the storage of this node's gets it without a copy. */
    @Override
    void backward(List<Tensor> inputs, List<GradientBuffer> targets, BackwardHook hook) {
        int n = inputs.get(0).shape().size(0);
        Tensor dy = gradient(n);
        if (activation.kind() != Activation.Kind.IDENTITY) {
            activations.backward(activation, outputs(n), dy, dy);
        }
        for (GradientBuffer target : targets) {
            if (target == null) {
                continue;
            }
            if (target.isSharedWith(gradientBuffer())) {
                target.markFilled();
            } else {
                target.receive(n, dx -> copies.reshape(dy, dx));
            }
        }
    }
}
