package bn.experiments.network;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.Parameter;
import bn.experiments.architecture.LinearSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * A linear map: weights whose first axis is the units, and possibly a bias, with their gradients. Units are outputs of a fully
 * connected layer, or channels of a convolution.
 */
public abstract sealed class Linear implements AutoCloseable permits Dense, Conv {
    private final Parameter weights;
    private final Optional<Parameter> bias;

    /** Weights that are drawn one after the other, and a bias of zeros. */
    Linear(Backend backend, DType dtype, Shape shape, boolean biased, DoubleSupplier initial) {
        weights = parameter(backend, dtype, Parameter.Role.WEIGHT, shape);
        bias = biased ? Optional.of(parameter(backend, dtype, Parameter.Role.BIAS, Shape.of(shape.size(0)))) : Optional.empty();
        double[] values = new double[Math.toIntExact(shape.elements())];
        Arrays.setAll(values, i -> initial.getAsDouble());
        weights.value().upload(values, 0);
    }

    /** The map of a specification for such inputs of one example. */
    static Linear of(Backend backend, DType dtype, LinearSpec spec, Shape input, boolean biased, DoubleSupplier initial) {
        Shape shape = spec.weights(input);
        if (spec instanceof LinearSpec.Convolutional convolution) {
            return new Conv(backend, dtype, convolution.geometry(), shape, biased, initial);
        }
        return new Dense(backend, dtype, shape, biased, initial);
    }

    private static Parameter parameter(Backend backend, DType dtype, Parameter.Role role, Shape shape) {
        return new Parameter(role, backend.allocate(dtype, shape), backend.allocate(dtype, shape));
    }

    /** The weights: O x I, or O x C/groups x KH x KW. */
    public Parameter weights() {
        return weights;
    }

    /** The bias, shape O. */
    public Optional<Parameter> bias() {
        return bias;
    }

    /** Number of units O. */
    public int units() {
        return weights.value().shape().size(0);
    }

    /** Number of weights of a unit. */
    public int fanIn() {
        return (int) weights.value().shape().rowElements();
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(weights));
        bias.ifPresent(all::add);
        return all;
    }

    /** z = W x + b. */
    void forward(Tensor x, Tensor z) {
        forward(x, bias.map(Parameter::value).orElse(null), z);
    }

    abstract void forward(Tensor x, Tensor addend, Tensor z);

    /** The gradient with respect to the inputs. */
    public abstract void backwardInput(Tensor dz, Tensor dx);

    /** Computes and keeps the gradients of weights and bias. */
    void storeGradients(Tensor x, Tensor dz) {
        backwardParameters(x, dz, weights.gradient(), bias.map(Parameter::gradient).orElse(null));
    }

    abstract void backwardParameters(Tensor x, Tensor dz, Tensor dWeights, Tensor dBias);

    /** W x without the bias. */
    public void apply(Tensor x, Tensor z) {
        forward(x, null, z);
    }

    /**
     * The gradient with respect to the weights, for any dz, without that of the bias.
     *
     * @param target receives it, shape of the weights
     */
    public void weightGradient(Tensor x, Tensor dz, Tensor target) {
        backwardParameters(x, dz, target, null);
    }

    @Override
    public void close() {
        for (Parameter parameter : parameters()) {
            parameter.value().close();
            parameter.gradient().close();
        }
    }
}
