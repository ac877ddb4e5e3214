package bn.experiments.norm;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ActivationKernel;
import bn.api.norm.BatchStatistics;
import bn.api.norm.Parameter;
import bn.api.norm.ReluNormalization;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The identity, as a normalization. */
final class NoNormalization implements ReluNormalization {
    private final ActivationKernel kernel;

    NoNormalization(ActivationKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public void forward(Tensor x, Tensor y) {
        kernel.forward(Activation.IDENTITY, x, y);
    }

    @Override
    public void infer(Tensor x, Tensor y) {
        kernel.forward(Activation.IDENTITY, x, y);
    }

    @Override
    public void backward(Tensor x, Tensor dy, Tensor dx) {
        kernel.backward(Activation.IDENTITY, dy, dy, dx);
    }

    @Override
    public void forwardRelu(Tensor x, Tensor y) {
        kernel.forward(Activation.RELU, x, y);
    }

    @Override
    public void inferRelu(Tensor x, Tensor y) {
        kernel.forward(Activation.RELU, x, y);
    }

    @Override
    public void backwardRelu(Tensor x, Tensor y, Tensor dy, Tensor dx) {
        kernel.backward(Activation.RELU, y, dy, dx);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public Optional<Parameter> gamma() {
        return Optional.empty();
    }

    @Override
    public Optional<BatchStatistics> statistics() {
        return Optional.empty();
    }

    @Override
    public Map<String, double[]> state() {
        return Map.of();
    }

    @Override
    public void restore(Map<String, double[]> state) {
        // Nothing to restore.
    }

    @Override
    public void close() {
        // Nothing to free.
    }
}
