package bn.conformance.wrong;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.api.norm.NormalizationSpec;
import bn.api.norm.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A correct normalization: y = gamma x in training; in inference this is divided by a running mean of |x|. */
final class HostScale implements Normalization {
    private final Parameter gamma;
    private final boolean learned;
    private double running = 1;

    HostScale(Backend backend, NormalizationSpec spec) {
        Shape channels = Shape.of(spec.channels());
        gamma = new Parameter(Parameter.Role.GAMMA, backend.allocate(spec.dtype(), channels),
                backend.allocate(spec.dtype(), channels));
        Fault.set(gamma.value(), c -> spec.options().affine().initialGamma());
        learned = spec.options().affine().gammaLearned();
    }

    private void scale(Tensor x, double factor, Tensor y) {
        double[] values = x.toDoubles();
        double[] scales = gamma.value().toDoubles();
        for (int i = 0; i < values.length; i++) {
            values[i] *= scales[channel(x, i)] * factor;
        }
        y.upload(values, 0);
    }

    private static int channel(Tensor x, int element) {
        int channels = x.shape().size(1);
        return element / (int) (x.shape().rowElements() / channels) % channels;
    }

    @Override
    public void forward(Tensor x, Tensor y) {
        scale(x, 1, y);
        running = 0.5 * running + 0.5 * Arrays.stream(x.toDoubles()).map(Math::abs).average().orElseThrow();
    }

    @Override
    public void infer(Tensor x, Tensor y) {
        scale(x, 1 / running, y);
    }

    @Override
    public void backward(Tensor x, Tensor dy, Tensor dx) {
        double[] inputs = x.toDoubles();
        double[] outputGradients = dy.toDoubles();
        double[] sums = new double[x.shape().size(1)];
        for (int i = 0; i < inputs.length; i++) {
            sums[channel(x, i)] += inputs[i] * outputGradients[i];
        }
        gamma.gradient().upload(sums, 0);
        scale(dy, 1, dx);
    }

    @Override
    public List<Parameter> parameters() {
        return learned ? List.of(gamma) : List.of();
    }

    @Override
    public Optional<Parameter> gamma() {
        return Optional.of(gamma);
    }

    @Override
    public Optional<BatchStatistics> statistics() {
        return Optional.empty();
    }

    @Override
    public Map<String, double[]> state() {
        return Map.of("gamma", gamma.value().toDoubles(), "running", new double[] {running});
    }

    @Override
    public void restore(Map<String, double[]> state) {
        gamma.value().upload(state.get("gamma"), 0);
        running = state.get("running")[0];
    }

    @Override
    public void close() {
        gamma.value().close();
        gamma.gradient().close();
    }
}
