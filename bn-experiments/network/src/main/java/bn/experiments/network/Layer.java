package bn.experiments.network;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.ActivationKernel;
import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
import bn.api.norm.ReluNormalization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A linear layer and, in a hidden layer, the normalization and ReLU that follow it, with the buffers of one batch. Buffers are
 * allocated once for the largest batch; smaller batches use their first rows.
 */
public final class Layer implements AutoCloseable {
    private final Dense dense;
    private final Optional<Normalization> normalization;
    private final ActivationKernel activation;
    /** Pre-activations and outputs; the same tensor where nothing follows the linear layer. */
    private final Tensor z;
    private final Tensor y;
    /** Gradient of the loss with respect to y, later in the same place with respect to z. */
    private final Tensor gradient;

    Layer(Backend backend, DType dtype, Dense dense, Optional<Normalization> normalization, int maxBatch) {
        this.dense = dense;
        this.normalization = normalization;
        activation = backend.activation();
        Shape shape = Shape.of(maxBatch, dense.outputs());
        z = backend.allocate(dtype, shape);
        y = normalization.isPresent() ? backend.allocate(dtype, shape) : z;
        gradient = backend.allocate(dtype, shape);
    }

    /** The linear layer. */
    public Dense dense() {
        return dense;
    }

    /** The normalization of a hidden layer. */
    public Optional<Normalization> normalization() {
        return normalization;
    }

    /** All parameters that training changes. */
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(dense.parameters());
        normalization.ifPresent(norm -> all.addAll(norm.parameters()));
        return all;
    }

    /** The outputs of the linear layer in the last pass over a batch of n examples, n x O. */
    public Tensor preActivations(int n) {
        return z.rows(0, n);
    }

    /** The outputs of the layer in the last pass over a batch of n examples, n x O. */
    public Tensor outputs(int n) {
        return y.rows(0, n);
    }

    /**
     * The buffer of a gradient of the loss: the caller of the backward pass puts there that with respect to {@link #outputs}, and
     * finds there afterwards that with respect to {@link #preActivations}.
     */
    public Tensor gradient(int n) {
        return gradient.rows(0, n);
    }

    void forward(Tensor x, boolean training) {
        int n = x.shape().size(0);
        Tensor in = preActivations(n);
        Tensor out = outputs(n);
        dense.forward(x, in);
        if (normalization.isEmpty()) {
            return;
        }
        if (normalization.get() instanceof ReluNormalization fused) {
            if (training) {
                fused.forwardRelu(in, out);
            } else {
                fused.inferRelu(in, out);
            }
            return;
        }
        if (training) {
            normalization.get().forward(in, out);
        } else {
            normalization.get().infer(in, out);
        }
        activation.forward(Activation.RELU, out, out);
    }

    /**
     * Computes, from the gradient with respect to the outputs, those with respect to the parameters, the pre-activations and, if
     * dx is not null, the inputs.
     */
    void backward(Tensor x, Tensor dx, BackwardHook hook) {
        int n = x.shape().size(0);
        Tensor d = gradient(n);
        hook.beforeLayer(this, x, d);
        if (normalization.isPresent()) {
            if (normalization.get() instanceof ReluNormalization fused) {
                fused.backwardRelu(preActivations(n), outputs(n), d, d);
            } else {
                activation.backward(Activation.RELU, outputs(n), d, d);
                normalization.get().backward(preActivations(n), d, d);
            }
        }
        if (dx != null) {
            dense.backwardInput(d, dx);
        }
        hook.afterLayer(dense, x, d);
    }

    @Override
    public void close() {
        dense.close();
        normalization.ifPresent(Normalization::close);
        z.close();
        y.close();
        gradient.close();
    }
}
