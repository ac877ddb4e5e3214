package bn.experiments.study.noise;

import bn.api.DType;
import bn.api.Moments;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.experiments.data.Examples;
import bn.theory.spectral.Covariances;
import bn.theory.spectral.Whitening;
import java.util.Arrays;
import java.util.SplittableRandom;

/** All examples as a batch whose noise is drawn anew each time, in coordinates in which the noised inputs have covariance I. */
final class NoisedInputs implements AutoCloseable {
    private final Noise noise;
    private final int features;
    private final int rank;
    private final double[] clean;
    private final double[] targets;
    private final double[] noised;
    private final double[] whitening;
    private final Tensor raw;
    private final Tensor map;
    private final Tensor whitened;
    private final Backend backend;

    /**
     * The batch.
     *
     * @param joint moments of the clean examples, features first
     */
    NoisedInputs(Backend backend, Examples examples, Moments joint, Noise noise) {
        this.backend = backend;
        this.noise = noise;
        features = examples.features();
        int count = examples.count();
        double[] total = Covariances.of(joint, features);
        double[] added = noise.covariance();
        Arrays.setAll(total, i -> total[i] + added[i]);
        Whitening inputs = Whitening.of(total, features);
        rank = inputs.rank();
        whitening = inputs.matrix();
        clean = new double[count * features];
        targets = new double[count * examples.targets()];
        examples.copyFeatureRows(0, count, clean);
        examples.copyTargetRows(0, count, targets);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < features; j++) {
                clean[i * features + j] -= joint.mean()[j];
            }
        }
        noised = new double[clean.length];
        raw = backend.allocate(DType.FLOAT64, Shape.of(count, features));
        map = backend.allocate(DType.FLOAT64, Shape.of(rank, features));
        whitened = backend.allocate(DType.FLOAT64, Shape.of(count, rank));
        map.upload(whitening, 0);
    }

    int rank() {
        return rank;
    }

    /** The labels of the batch, one-hot. */
    double[] targets() {
        return targets;
    }

    /** The inputs with noise, whitened, row after row. */
    double[] draw(SplittableRandom random) {
        System.arraycopy(clean, 0, noised, 0, clean.length);
        for (int offset = 0; offset < noised.length; offset += features) {
            noise.add(noised, offset, random);
        }
        raw.upload(noised, 0);
        backend.dense().forward(raw, map, null, whitened);
        return whitened.toDoubles();
    }

    /** The weights on the original inputs that do what these do on whitened ones, a row for each class. */
    double[][] onOriginalInputs(double[] weights, int classes) {
        double[][] original = new double[classes][features];
        for (int k = 0; k < classes; k++) {
            for (int j = 0; j < rank; j++) {
                for (int i = 0; i < features; i++) {
                    original[k][i] += weights[k * rank + j] * whitening[j * features + i];
                }
            }
        }
        return original;
    }

    @Override
    public void close() {
        raw.close();
        map.close();
        whitened.close();
    }
}
