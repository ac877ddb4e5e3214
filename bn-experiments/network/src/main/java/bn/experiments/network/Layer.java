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
import bn.experiments.architecture.NodeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A linear map, a normalization and an activation, each of which may be missing, with the buffers of one batch. What theory speaks
 * of is a layer with a linear map and a normalization.
 */
public final class Layer extends Node {
    private final Optional<Linear> linear;
    private final Optional<Normalization> normalization;
    private final Activation activation;
    private final ActivationKernel kernel;
    /** The outputs of the linear map; null without one. */
    private final Tensor z;
    /** What the activation is applied to, where its gradient needs that; otherwise y. */
    private final Tensor v;
    private final Tensor y;
    /** The gradient with respect to z, if it must not take the place of that with respect to y. */
    private Tensor separate;

    Layer(Backend backend, DType dtype, NodeSpec spec, Shape shape, Optional<Linear> linear,
            Optional<Normalization> normalization, Activation activation) {
        super(spec, shape);
        this.linear = linear;
        this.normalization = normalization;
        this.activation = activation;
        kernel = backend.activation();
        z = linear.isPresent() ? backend.allocate(dtype, shape) : null;
        y = linear.isPresent() && normalization.isEmpty() && !activation.usesInput() ? z : backend.allocate(dtype, shape);
        v = !activation.usesInput() ? y : normalization.isPresent() ? backend.allocate(dtype, shape) : z;
    }

    /** Whether it has a linear map. */
    public boolean hasLinear() {
        return linear.isPresent();
    }

    /**
     * The linear map.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    public Linear linear() {
        return linear.orElseThrow();
    }

    /** The normalization. */
    public Optional<Normalization> normalization() {
        return normalization;
    }

    /** The activation. */
    public Activation activation() {
        return activation;
    }

    /** Whether it has a normalization. Usually that of its linear map; without one it normalizes its inputs. */
    public boolean isNormalized() {
        return normalization.isPresent();
    }

    /** Number of its units: outputs of a fully connected layer, or channels. */
    public int units() {
        return shape().size(1);
    }

    /** How many numbers a unit gives for an example: 1, or the number of positions of a channel. */
    public int positions() {
        return (int) (shape().rowElements() / units());
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        linear.ifPresent(map -> all.addAll(map.parameters()));
        normalization.ifPresent(norm -> all.addAll(norm.parameters()));
        return all;
    }

    /** The outputs of the linear map in the last pass over a batch of n examples, n x O or n x O x H x W. */
    public Tensor preActivations(int n) {
        return z.rows(0, n);
    }

    /** Where the next node is a sum and nothing needs these outputs after it, the sum's take their place. */
    @Override
    public Tensor outputs(int n) {
        return y.rows(0, n);
    }

    /**
     * Where the backward pass puts the gradient with respect to what the linear map gives, or the normalization where there is no
     * linear map.
     *
     * @param tensor of the shape of the largest batch; null if it takes the place of the gradient with respect to the outputs
     */
    void setSeparateGradient(Tensor tensor) {
        separate = tensor;
    }

    /** Whether the backward pass would write over the gradient with respect to the outputs. */
    boolean changesGradient() {
        return normalization.isPresent() || activation.kind() != Activation.Kind.IDENTITY;
    }

    @Override
    void forward(List<Tensor> inputs, boolean training) {
        Tensor x = inputs.get(0);
        int n = x.shape().size(0);
        linear.ifPresent(map -> map.forward(x, preActivations(n)));
        Tensor in = linear.isPresent() ? preActivations(n) : x;
        Tensor out = outputs(n);
        if (isFused()) {
            ReluNormalization fused = (ReluNormalization) normalization.orElseThrow();
            if (training) {
                fused.forwardRelu(in, out);
            } else {
                fused.inferRelu(in, out);
            }
            return;
        }
        if (normalization.isPresent()) {
            Tensor before = v.rows(0, n);
            if (training) {
                normalization.get().forward(in, before);
            } else {
                normalization.get().infer(in, before);
            }
            in = before;
        }
        if (activation.kind() != Activation.Kind.IDENTITY || linear.isEmpty() && normalization.isEmpty()) {
            kernel.forward(activation, in, out);
        }
    }

    private boolean isFused() {
        return activation.kind() == Activation.Kind.RELU
                && normalization.filter(ReluNormalization.class::isInstance).isPresent();
    }

    @Override
    void backward(List<Tensor> inputs, List<GradientBuffer> targets, BackwardHook hook) {
        Tensor x = inputs.get(0);
        int n = x.shape().size(0);
        hook.beforeLayer(this, x, gradient(n));
        GradientBuffer target = targets.get(0);
        Tensor dz = separate == null ? gradient(n) : separate.rows(0, n);
        if (linear.isEmpty()) {
            if (target != null) {
                target.receive(n, dx -> backward(n, x, dx, hook));
            } else {
                backward(n, x, dz, hook);
            }
            return;
        }
        if (changesGradient()) {
            backward(n, preActivations(n), dz, hook);
        }
        if (target != null) {
            target.receive(n, dx -> linear.get().backwardInput(dz, dx));
        }
        hook.afterLayer(linear.get(), x, dz);
    }

    /** The gradient with respect to the input u of the normalization, or of the activation where there is no normalization. */
    private void backward(int n, Tensor u, Tensor du, BackwardHook hook) {
        Tensor dy = gradient(n);
        Optional<BackwardHook.NormalizationBackward> replaced = normalization.isPresent() ? hook.normalization(this)
                : Optional.empty();
        if (isFused() && replaced.isEmpty()) {
            ((ReluNormalization) normalization.orElseThrow()).backwardRelu(u, outputs(n), dy, du);
            return;
        }
        Tensor dv = dy;
        if (activation.kind() != Activation.Kind.IDENTITY || normalization.isEmpty()) {
            kernel.backward(activation, activation.usesInput() && normalization.isEmpty() ? u : v.rows(0, n), dy, du);
            dv = du;
        }
        if (replaced.isPresent()) {
            replaced.get().backward(u, dv, du);
        } else if (normalization.isPresent()) {
            normalization.get().backward(u, dv, du);
        }
    }

    @Override
    public void close() {
        linear.ifPresent(Linear::close);
        normalization.ifPresent(Normalization::close);
        for (Tensor tensor : new Tensor[] {z, v, y}) {
            if (tensor != null) {
                tensor.close();
            }
        }
    }
}
