package example.norm;

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

/**
 * RMSNorm (Zhang and Sennrich 2019): xhat = x / sqrt(mean of x^2 + eps), the mean over the C E features of an example, and
 * y = gamma xhat with a gamma for each channel and no beta. An example of zeros has xhat = 0, also with eps = 0.
 *
 * <p>It downloads, computes on the host in float64, and uploads: right on every backend, and slower than a kernel would be.
 */
final class RmsNormalization implements Normalization {
    private final Parameter gamma;
    private final boolean learned;
    private final double eps;
    private final int spatialSize;
    private final int features;
    /** Inputs and slopes of a batch on the host, and a number for each channel; made once, for the largest batch. */
    private final double[] inputs;
    private final double[] slopes;
    private final double[] scales;
    private final double[] scaleGradients;

    RmsNormalization(Backend backend, NormalizationSpec spec) {
        Shape channels = Shape.of(spec.channels());
        spatialSize = spec.spatialSize();
        features = spec.channels() * spatialSize;
        eps = spec.options().eps();
        learned = spec.options().affine().gammaLearned();
        inputs = new double[Math.multiplyExact(spec.maxBatch(), features)];
        slopes = new double[inputs.length];
        scales = new double[spec.channels()];
        scaleGradients = new double[spec.channels()];
        gamma = new Parameter(Parameter.Role.GAMMA, backend.allocate(spec.dtype(), channels),
                backend.allocate(spec.dtype(), channels));
        Arrays.fill(scales, spec.options().affine().initialGamma());
        gamma.value().upload(scales, 0);
    }

    @Override
    public void forward(Tensor x, Tensor y) {
        infer(x, y);
    }

    /** There are no statistics of the batch: inference is as training. */
    @Override
    public void infer(Tensor x, Tensor y) {
        gamma.value().download(scales, 0);
        x.download(inputs, 0);
        for (int row = 0; row < x.shape().elements(); row += features) {
            double inverse = inverseRms(row);
            for (int f = 0; f < features; f++) {
                inputs[row + f] *= scales[f / spatialSize] * inverse;
            }
        }
        y.upload(inputs, 0);
    }

    /** 1 / sqrt(mean of x^2 + eps) of the example that starts at an index. */
    private double inverseRms(int row) {
        double sum = 0;
        for (int i = row; i < row + features; i++) {
            sum += inputs[i] * inputs[i];
        }
        double square = sum / features + eps;
        return square == 0 ? 0 : 1 / Math.sqrt(square);
    }

    /** dgamma = sum of dy xhat; with g = gamma dy, dx = (g - xhat mean(g xhat)) / sqrt(mean of x^2 + eps). */
    @Override
    public void backward(Tensor x, Tensor dy, Tensor dx) {
        gamma.value().download(scales, 0);
        x.download(inputs, 0);
        dy.download(slopes, 0);
        Arrays.fill(scaleGradients, 0);
        for (int row = 0; row < x.shape().elements(); row += features) {
            double inverse = inverseRms(row);
            double product = 0;
            for (int f = 0; f < features; f++) {
                double xhat = inputs[row + f] * inverse;
                scaleGradients[f / spatialSize] += slopes[row + f] * xhat;
                slopes[row + f] *= scales[f / spatialSize];
                product += slopes[row + f] * xhat;
            }
            double mean = product / features;
            for (int f = 0; f < features; f++) {
                slopes[row + f] = (slopes[row + f] - inputs[row + f] * inverse * mean) * inverse;
            }
        }
        dx.upload(slopes, 0);
        gamma.gradient().upload(scaleGradients, 0);
    }

    @Override
    public List<Parameter> parameters() {
        return learned ? List.of(gamma) : List.of();
    }

    /** Also where it is fixed: its gradient is what the rates are read off from. */
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
        return Map.of("gamma", gamma.value().toDoubles());
    }

    @Override
    public void restore(Map<String, double[]> state) {
        gamma.value().upload(state.get("gamma"), 0);
    }

    @Override
    public void close() {
        gamma.value().close();
        gamma.gradient().close();
    }
}
