package bn.conformance.norm;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.Normalization;
import bn.api.norm.NormalizationSpec;
import bn.api.norm.Parameter;
import bn.conformance.check.Fixture;
import java.util.ArrayList;
import java.util.List;

/** A normalization under test, with tensors for its largest batch. */
final class NormalizationFixture implements AutoCloseable {
    final NormalizationUnderTest underTest;
    final Backend backend;
    final NormalizationSpec spec;
    final Normalization normalization;
    /** Creates tensors and numbers. */
    final Fixture fixture;
    final Tensor x;
    final Tensor y;
    final Tensor dy;
    final Tensor dx;

    NormalizationFixture(NormalizationUnderTest underTest, Backend backend, NormalizationSpec spec, Normalization normalization) {
        this.underTest = underTest;
        this.backend = backend;
        this.spec = spec;
        this.normalization = normalization;
        fixture = new Fixture(backend, spec.dtype(), false);
        x = fixture.blank(shape(spec.maxBatch()));
        y = fixture.blank(shape(spec.maxBatch()));
        dy = fixture.blank(shape(spec.maxBatch()));
        dx = fixture.blank(shape(spec.maxBatch()));
    }

    /** N x C, or N x C x E. */
    Shape shape(int rows) {
        return spec.spatialSize() == 1 ? Shape.of(rows, spec.channels()) : Shape.of(rows, spec.channels(), spec.spatialSize());
    }

    /** Random inputs of a batch, exact in float32. */
    double[] inputs(int rows, long seed) {
        return floats(1, 1.5, rows, seed);
    }

    /** Random gradients with respect to the outputs of a batch, exact in float32. */
    double[] outputGradients(int rows, long seed) {
        return floats(0.25, 1, rows, seed);
    }

    private double[] floats(double mean, double deviation, int rows, long seed) {
        double[] values = fixture.normal(shape(rows).elements(), mean, deviation, seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) values[i];
        }
        return values;
    }

    /** The parameters, also a fixed gamma. */
    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(normalization.parameters());
        normalization.gamma().filter(gamma -> all.stream().noneMatch(parameter -> parameter.value() == gamma.value()))
                .ifPresent(all::add);
        return all;
    }

    /** The current gradients with respect to the parameters. */
    List<double[]> gradients() {
        return parameters().stream().map(parameter -> parameter.gradient().toDoubles()).toList();
    }

    /** Changes the parameters, as errors may cancel at their initial values; the new ones are exact in float32. */
    void moveParameters() {
        for (Parameter parameter : normalization.parameters()) {
            double[] values = parameter.value().toDoubles();
            for (int i = 0; i < values.length; i++) {
                values[i] += 0.25 + i / 16.0;
            }
            parameter.value().upload(values, 0);
        }
    }

    /** Outputs of a training pass. */
    double[] forward(double[] inputs) {
        int rows = upload(x, inputs);
        normalization.forward(x.rows(0, rows), y.rows(0, rows));
        return y.rows(0, rows).toDoubles();
    }

    /** The gradient of that pass with respect to the inputs. */
    double[] backward(double[] outputGradients) {
        int rows = upload(dy, outputGradients);
        normalization.backward(x.rows(0, rows), dy.rows(0, rows), dx.rows(0, rows));
        return dx.rows(0, rows).toDoubles();
    }

    /** Outputs of inference. */
    double[] infer(double[] inputs) {
        int rows = upload(x, inputs);
        normalization.infer(x.rows(0, rows), y.rows(0, rows));
        return y.rows(0, rows).toDoubles();
    }

    /** Sets the first rows and returns their number. */
    int upload(Tensor tensor, double[] values) {
        int rows = values.length / (int) tensor.shape().rowElements();
        tensor.rows(0, rows).upload(values, 0);
        return rows;
    }

    /** A forward and a backward pass; returns all results, gradients and the state. */
    List<double[]> step(int rows, long seed) {
        List<double[]> results = new ArrayList<>();
        results.add(forward(inputs(rows, seed)));
        results.add(backward(outputGradients(rows, seed + 1)));
        results.addAll(gradients());
        results.addAll(normalization.state().values());
        return results;
    }

    @Override
    public void close() {
        normalization.close();
        fixture.close();
    }
}
