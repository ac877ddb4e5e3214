package bn.experiments.norm;

import bn.api.ApiRemedy;
import bn.api.BnException;
import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.ChannelStatistics;
import bn.api.norm.Affine;
import bn.api.norm.BatchStatistics;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.NormalizationSpec;
import bn.api.norm.Parameter;
import bn.api.norm.ReluNormalization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoublePredicate;

/** Batch normalization by a backend's kernel, with running statistics for inference. */
final class BatchNormalization implements ReluNormalization {
    /** All integers up to this one are exact in float64. */
    private static final double MOST_STEPS = 0x1p53;

    private final BatchNormKernel kernel;
    private final NormalizationOptions options;
    private final int channels;
    private final Parameter gamma;
    private final Parameter beta;
    private final AffineParameters affine;
    private final AffineParameters gradient;
    private final ChannelStatistics batch;
    private final ChannelStatistics running;
    /** Number of batches in the running statistics. */
    private long steps;

    BatchNormalization(Backend backend, NormalizationSpec spec) {
        kernel = backend.batchNorm();
        options = spec.options();
        channels = spec.channels();
        float narrow = (float) options.affine().initialGamma();
        if (spec.dtype() == DType.FLOAT32 && (narrow == 0 || Float.isInfinite(narrow))) {
            throw new InvalidRequestException("gamma " + options.affine().initialGamma() + " is " + narrow
                    + " in float32; use float64", ApiRemedy.FLOAT64);
        }
        gamma = parameter(backend, spec, Parameter.Role.GAMMA, options.affine().initialGamma());
        beta = parameter(backend, spec, Parameter.Role.BETA, 0);
        affine = new AffineParameters(gamma.value(), beta.value());
        gradient = new AffineParameters(gamma.gradient(), beta.gradient());
        batch = new ChannelStatistics(filled(backend, spec, 0), filled(backend, spec, 1));
        running = new ChannelStatistics(filled(backend, spec, 0), filled(backend, spec, 1));
    }

    private static Parameter parameter(Backend backend, NormalizationSpec spec, Parameter.Role role, double value) {
        return new Parameter(role, filled(backend, spec, value), filled(backend, spec, 0));
    }

    private static Tensor filled(Backend backend, NormalizationSpec spec, double value) {
        Tensor tensor = backend.allocate(spec.dtype(), Shape.of(spec.channels()));
        double[] values = new double[spec.channels()];
        Arrays.fill(values, value);
        tensor.upload(values, 0);
        return tensor;
    }

    @Override
    public void forward(Tensor x, Tensor y) {
        forward(x, Activation.IDENTITY, y);
    }

    @Override
    public void forwardRelu(Tensor x, Tensor y) {
        forward(x, Activation.RELU, y);
    }

    private void forward(Tensor x, Activation activation, Tensor y) {
        long count = x.shape().elements() / channels;
        if (count < 2) {
            throw new InvalidRequestException(
                    "batch normalization cannot train on 1 value a channel: use a batch size of at least 2");
        }
        kernel.forward(x, affine, options.eps(), activation, batch, y);
        steps++;
        kernel.updateRunningStatistics(running, batch, options.runningAverage().weight(steps), options.runningVariance(), count);
    }

    @Override
    public void infer(Tensor x, Tensor y) {
        kernel.infer(x, affine, options.eps(), Activation.IDENTITY, running, y);
    }

    @Override
    public void inferRelu(Tensor x, Tensor y) {
        kernel.infer(x, affine, options.eps(), Activation.RELU, running, y);
    }

    @Override
    public void backward(Tensor x, Tensor dy, Tensor dx) {
        kernel.backward(x, dy, dy, affine, options.eps(), Activation.IDENTITY, batch, dx, gradient);
    }

    @Override
    public void backwardRelu(Tensor x, Tensor y, Tensor dy, Tensor dx) {
        kernel.backward(x, y, dy, affine, options.eps(), Activation.RELU, batch, dx, gradient);
    }

    @Override
    public List<Parameter> parameters() {
        Affine which = options.affine();
        List<Parameter> learned = new ArrayList<>();
        if (which.gammaLearned()) {
            learned.add(gamma);
        }
        if (which.betaLearned()) {
            learned.add(beta);
        }
        return learned;
    }

    @Override
    public Optional<Parameter> gamma() {
        return Optional.of(gamma);
    }

    @Override
    public Optional<BatchStatistics> statistics() {
        return Optional.of(new BatchStatistics(options.eps(), batch, running));
    }

    private static void check(String name, Map<String, double[]> state, DoublePredicate right, String problem) {
        double[] values = state.get(name);
        for (int i = 0; i < values.length; i++) {
            if (!right.test(values[i])) {
                throw new BnException("number " + (i + 1) + " of '" + name + "' is " + values[i] + ", " + problem);
            }
        }
    }

    private Map<String, Tensor> tensors() {
        return Map.of("gamma", gamma.value(), "beta", beta.value(), "runningMean", running.mean(),
                "runningVariance", running.variance());
    }

    @Override
    public Map<String, double[]> state() {
        Map<String, double[]> state = new TreeMap<>();
        tensors().forEach((name, tensor) -> state.put(name, tensor.toDoubles()));
        state.put("steps", new double[] {steps});
        return state;
    }

    @Override
    public void restore(Map<String, double[]> state) {
        check("runningVariance", state, variance -> !(variance < 0), "which is below 0");
        check("steps", state, count -> count >= 0 && count == Math.rint(count) && count <= MOST_STEPS, "which is no count");
        if (!options.affine().gammaLearned()) {
            double fixed = options.affine().initialGamma();
            check("gamma", state, value -> value == fixed || value == (float) fixed, "and gamma is fixed at " + fixed);
        }
        tensors().forEach((name, tensor) -> tensor.upload(state.get(name), 0));
        steps = (long) state.get("steps")[0];
    }

    @Override
    public void close() {
        tensors().values().forEach(Tensor::close);
        for (Tensor tensor : List.of(gamma.gradient(), beta.gradient(), batch.mean(), batch.variance())) {
            tensor.close();
        }
    }
}
