package bn.experiments.study.data;

import bn.api.backend.Backend;
import bn.api.kernel.Sgd;
import bn.experiments.data.Examples;
import bn.experiments.study.layer.BatchNormLayer;
import java.util.SplittableRandom;

/**
 * A linear layer with batch norm that was trained on examples, and its rates, read off one pass over all of them (T3).
 *
 * @param rates of the classes
 * @param weights effective weights v, classes x features
 */
record TrainedLayer(double[] rates, double[] weights) {
    private static final int FULL_STEPS = 300;
    private static final int BATCH = 128;
    private static final double MINI_RATE = 0.2;
    private static final double MOMENTUM = 0.9;

    /**
     * By full batches. For inputs whose covariance is the identity the rate 2 / gamma is stable: near the optimum a step
     * multiplies the distance of a class by 1 - 2 sd(y) R (1 / |w|^2 apart, with |w| about 1 and growing), and 0/1 labels have
     * sd(y) of 1/2 at most.
     */
    static TrainedLayer byFullBatches(Backend backend, Examples whitened, long seed) {
        double[] x = inputs(whitened);
        try (BatchNormLayer layer = layer(backend, whitened, seed)) {
            layer.load(x, targets(whitened), whitened.count());
            for (int step = 0; step < FULL_STEPS; step++) {
                layer.step(new Sgd(2 / ClosedForm.GAMMA, 0, 0));
            }
            return read(layer);
        }
    }

    /** As layers usually are trained: inputs as they are, small batches in random order, momentum, a learning rate that drops. */
    static TrainedLayer byMiniBatches(Backend backend, Examples examples, int epochs, long seed) {
        int n = examples.count();
        int features = examples.features();
        int classes = examples.targets();
        int batch = Math.min(BATCH, n);
        double[] x = inputs(examples);
        double[] y = targets(examples);
        double[] rows = new double[batch * features];
        double[] labels = new double[batch * classes];
        SplittableRandom random = new SplittableRandom(seed);
        try (BatchNormLayer layer = layer(backend, examples, seed)) {
            int steps = Math.max(1, n / batch);
            for (int step = 0; step < epochs * steps; step++) {
                for (int i = 0; i < batch; i++) {
                    int example = random.nextInt(n);
                    System.arraycopy(x, example * features, rows, i * features, features);
                    System.arraycopy(y, example * classes, labels, i * classes, classes);
                }
                layer.load(rows, labels, batch);
                double rate = MINI_RATE / ClosedForm.GAMMA;
                layer.step(new Sgd(3 * step < 2 * epochs * steps ? rate : rate / 10, MOMENTUM, 0));
            }
            layer.load(x, y, n);
            return read(layer);
        }
    }

    private static BatchNormLayer layer(Backend backend, Examples examples, long seed) {
        return new BatchNormLayer(backend, examples.features(), examples.targets(), examples.count(), ClosedForm.GAMMA, seed);
    }

    private static TrainedLayer read(BatchNormLayer layer) {
        layer.pass();
        return new TrainedLayer(layer.rates(), layer.effectiveWeights());
    }

    private static double[] inputs(Examples examples) {
        double[] values = new double[examples.count() * examples.features()];
        examples.copyFeatureRows(0, examples.count(), values);
        return values;
    }

    private static double[] targets(Examples examples) {
        double[] values = new double[examples.count() * examples.targets()];
        examples.copyTargetRows(0, examples.count(), values);
        return values;
    }

    /** v.c / gamma^2 of a class, which is 1 + lambda at any weights: what the outputs have in common with the labels. */
    double explained(ClosedForm form, int k) {
        double product = 0;
        for (int i = 0; i < form.features(); i++) {
            product += weights[k * form.features() + i] * form.joint().covariance(i, form.features() + k);
        }
        return product / (ClosedForm.GAMMA * ClosedForm.GAMMA);
    }

    /** Mean over the classes that have a rate. */
    double meanLambda(ClosedForm form) {
        return form.mean(k -> rates[k]);
    }
}
