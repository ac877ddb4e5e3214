package bn.experiments.network;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.DenseKernel;
import bn.api.norm.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A linear (fully connected) layer: weights of shape O x I and possibly a bias, with their gradients. */
public final class Dense implements AutoCloseable {
    private final DenseKernel kernel;
    private final Parameter weights;
    private final Optional<Parameter> bias;

    /**
     * A layer with weights drawn from a normal distribution and a bias of zeros.
     *
     * @param deviation standard deviation of the weights
     */
    Dense(Backend backend, DType dtype, int inputs, int outputs, boolean biased, double deviation, RandomGenerator random) {
        kernel = backend.dense();
        weights = parameter(backend, dtype, Parameter.Role.WEIGHT, Shape.of(outputs, inputs));
        bias = biased ? Optional.of(parameter(backend, dtype, Parameter.Role.BIAS, Shape.of(outputs))) : Optional.empty();
        double[] initial = new double[Math.multiplyExact(inputs, outputs)];
        for (int i = 0; i < initial.length; i++) {
            initial[i] = deviation * random.nextGaussian();
        }
        weights.value().upload(initial, 0);
    }

    private static Parameter parameter(Backend backend, DType dtype, Parameter.Role role, Shape shape) {
        return new Parameter(role, backend.allocate(dtype, shape), backend.allocate(dtype, shape));
    }

    /** The weights, O x I, a row for each unit. */
    public Parameter weights() {
        return weights;
    }

    /** The bias, shape O. */
    public Optional<Parameter> bias() {
        return bias;
    }

    /** Number of inputs I. */
    public int inputs() {
        return weights.value().shape().size(1);
    }

    /** Number of units O. */
    public int outputs() {
        return weights.value().shape().size(0);
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(weights));
        bias.ifPresent(all::add);
        return all;
    }

    void forward(Tensor x, Tensor z) {
        kernel.forward(x, weights.value(), bias.map(Parameter::value).orElse(null), z);
    }

    void backwardInput(Tensor dz, Tensor dx) {
        kernel.backwardInput(dz, weights.value(), dx);
    }

    /** Computes and keeps the gradients of weights and bias. */
    void storeGradients(Tensor x, Tensor dz) {
        kernel.backwardParameters(x, dz, weights.gradient(), bias.map(Parameter::gradient).orElse(null));
    }

    @Override
    public void close() {
        for (Parameter parameter : parameters()) {
            parameter.value().close();
            parameter.gradient().close();
        }
    }
}
