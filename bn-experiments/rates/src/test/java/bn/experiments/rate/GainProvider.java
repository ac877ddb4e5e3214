package bn.experiments.rate;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.NormalizationSpec;
import bn.api.norm.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** y = gamma x for each channel: a normalization with a scale and without statistics, for tests. */
final class GainProvider implements NormalizationProvider {

    @Override
    public String name() {
        return "gain";
    }

    @Override
    public String description() {
        return "a scale for each channel";
    }

    @Override
    public Normalization create(Backend backend, NormalizationSpec spec) {
        Parameter gamma = new Parameter(Parameter.Role.GAMMA, backend.allocate(spec.dtype(), Shape.of(spec.channels())),
                backend.allocate(spec.dtype(), Shape.of(spec.channels())));
        gamma.value().upload(IntStream.range(0, spec.channels()).mapToDouble(k -> 0.5 + 0.3 * k).toArray(), 0);
        return new Gain(gamma);
    }

    private record Gain(Parameter scale) implements Normalization {

        @Override
        public void forward(Tensor x, Tensor y) {
            times(x, y);
        }

        @Override
        public void infer(Tensor x, Tensor y) {
            times(x, y);
        }

        private void times(Tensor from, Tensor to) {
            double[] gamma = scale.value().toDoubles();
            double[] values = from.toDoubles();
            to.upload(IntStream.range(0, values.length).mapToDouble(i -> gamma[i % gamma.length] * values[i]).toArray(), 0);
        }

        @Override
        public void backward(Tensor x, Tensor dy, Tensor dx) {
            double[] in = x.toDoubles();
            double[] d = dy.toDoubles();
            double[] sum = new double[scale.value().toDoubles().length];
            for (int i = 0; i < d.length; i++) {
                sum[i % sum.length] += in[i] * d[i];
            }
            scale.gradient().upload(sum, 0);
            times(dy, dx);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(scale);
        }

        @Override
        public Optional<Parameter> gamma() {
            return Optional.of(scale);
        }

        @Override
        public Optional<BatchStatistics> statistics() {
            return Optional.empty();
        }

        @Override
        public Map<String, double[]> state() {
            return Map.of("gamma", scale.value().toDoubles());
        }

        @Override
        public void restore(Map<String, double[]> state) {
            scale.value().upload(state.get("gamma"), 0);
        }

        @Override
        public void close() {
            scale.value().close();
            scale.gradient().close();
        }
    }
}
