package bn.experiments.rate;

import bn.api.DType;
import bn.api.Moments;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.MomentsAccumulator;
import bn.experiments.data.Examples;
import java.util.function.DoubleConsumer;

/**
 * The moments of the features and targets of a data set together, features first: they hold the covariance of the
 * features, that of features with targets, and the variance of the targets. Computed by a backend in float64, in blocks.
 */
public final class JointMoments {
    private static final int BLOCK = 2048;

    private final Backend backend;

    /** Moments by a backend. */
    public JointMoments(Backend backend) {
        this.backend = backend;
    }

    /** The moments of all examples. */
    public Moments of(Examples examples) {
        return of(examples, share -> { });
    }

    /**
     * The moments of all examples.
     *
     * @param progress told the share done
     */
    public Moments of(Examples examples, DoubleConsumer progress) {
        int features = examples.features();
        int width = features + examples.targets();
        double[] block = new double[Math.multiplyExact(BLOCK, width)];
        try (Tensor rows = backend.allocate(DType.FLOAT64, Shape.of(BLOCK, width));
                MomentsAccumulator accumulator = backend.moments().accumulator(DType.FLOAT64, width)) {
            for (int from = 0; from < examples.count(); from += BLOCK) {
                int count = Math.min(BLOCK, examples.count() - from);
                for (int i = 0; i < count; i++) {
                    examples.copyFeatures(from + i, block, i * width);
                    examples.copyTargets(from + i, block, i * width + features);
                }
                Tensor filled = rows.rows(0, count);
                filled.upload(block, 0);
                accumulator.add(filled);
                progress.accept((double) (from + count) / examples.count());
            }
            return accumulator.result();
        }
    }
}
