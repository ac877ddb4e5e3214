package bn.theory.softmax;

import bn.api.BnException;
import bn.api.DType;
import bn.api.Moments;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.MomentsAccumulator;
import bn.theory.spectral.Whitening;
import java.util.Arrays;

/**
 * A data set on a backend, float64, in whitened coordinates on the range of its covariance, of dimension r. In these coordinates
 * both problems of T7 are well conditioned. Directions in which the inputs do not vary are left out: they change no output.
 */
final class WhitenedData implements AutoCloseable {
    private static final int BLOCK = 1024;

    private final Backend backend;
    private final int features;
    private final int classes;
    private final int rank;
    private final double[] whitening;
    private final Tensor inputs;
    private final Tensor targets;

    WhitenedData(Backend backend, Moments moments, LabelledRows data) {
        if (moments.count() != data.size()) {
            throw new IllegalArgumentException("the moments are of " + moments.count() + " examples, but the data have "
                    + data.size());
        }
        Whitening whitened = Whitening.of(moments, moments.dimension());
        if (whitened.rank() == 0) {
            throw new BnException("all " + moments.dimension() + " features are constant over the " + data.size()
                    + " examples; batch normalization needs a feature that varies");
        }
        this.backend = backend;
        this.features = moments.dimension();
        this.classes = data.classes();
        this.rank = whitened.rank();
        this.whitening = whitened.matrix();
        this.inputs = backend.allocate(DType.FLOAT64, Shape.of(data.size(), rank));
        this.targets = backend.allocate(DType.FLOAT64, Shape.of(data.size(), classes));
        try {
            upload(moments.mean(), data);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void upload(double[] mean, LabelledRows data) {
        double[] rows = new double[Math.min(BLOCK, size()) * features];
        double[] oneHot = new double[Math.min(BLOCK, size()) * classes];
        try (Tensor map = backend.allocate(DType.FLOAT64, Shape.of(rank, features));
                Tensor block = backend.allocate(DType.FLOAT64, Shape.of(Math.min(BLOCK, size()), features))) {
            map.upload(whitening, 0);
            for (int from = 0; from < size(); from += BLOCK) {
                int count = Math.min(BLOCK, size() - from);
                data.inputs().read(from, count, rows);
                Arrays.fill(oneHot, 0);
                for (int i = 0; i < count; i++) {
                    for (int j = 0; j < features; j++) {
                        rows[i * features + j] -= mean[j];
                    }
                    oneHot[i * classes + data.labels()[from + i]] = 1;
                }
                Tensor part = block.rows(0, count);
                part.upload(rows, 0);
                backend.dense().forward(part, map, null, inputs.rows(from, count));
                targets.rows(from, count).upload(oneHot, 0);
            }
            backend.synchronize();
        }
    }

    Backend backend() {
        return backend;
    }

    /** Number of examples N. */
    int size() {
        return inputs.shape().size(0);
    }

    int classes() {
        return classes;
    }

    /** Number r of whitened coordinates. */
    int rank() {
        return rank;
    }

    /** Whitened inputs, N x r. */
    Tensor inputs() {
        return inputs;
    }

    /** One-hot rows, N x K. */
    Tensor targets() {
        return targets;
    }

    /**
     * The measured covariance of the stored whitened inputs, r x r, accurate up to rounding. It is not exactly I, because the
     * eigenvectors of the smallest eigenvalues have errors of about epsilon times the condition number.
     */
    double[] covariance() {
        try (MomentsAccumulator accumulator = backend.moments().accumulator(DType.FLOAT64, rank)) {
            for (int from = 0; from < size(); from += BLOCK) {
                accumulator.add(inputs.rows(from, Math.min(BLOCK, size() - from)));
            }
            return accumulator.result().covariance();
        }
    }

    /** Covariances of one-hot targets and whitened inputs, K x r: the directions of linear regression (T4), a starting point. */
    double[] crossCovariance() {
        try (Tensor sums = backend.allocate(DType.FLOAT64, Shape.of(classes, rank))) {
            backend.dense().backwardParameters(inputs, targets, sums, null);
            double[] crossCovariance = sums.toDoubles();
            for (int i = 0; i < crossCovariance.length; i++) {
                crossCovariance[i] /= size();
            }
            return crossCovariance;
        }
    }

    /** Weights on the inputs, K x d, from weights on the whitened inputs, K x r. */
    double[] unwhiten(double[] whitened) {
        double[] weights = new double[classes * features];
        for (int k = 0; k < classes; k++) {
            for (int j = 0; j < rank; j++) {
                for (int i = 0; i < features; i++) {
                    weights[k * features + i] += whitened[k * rank + j] * whitening[j * features + i];
                }
            }
        }
        return weights;
    }

    @Override
    public void close() {
        inputs.close();
        targets.close();
    }
}
