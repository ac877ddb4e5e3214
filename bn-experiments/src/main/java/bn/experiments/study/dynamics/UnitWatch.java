package bn.experiments.study.dynamics;

import bn.api.Tensor;
import bn.api.norm.Parameter;
import bn.experiments.network.Dense;
import bn.experiments.network.Layer;
import bn.experiments.network.WeightRule;
import bn.experiments.study.Recorder;
import bn.theory.dynamics.ScaleInvariantSgd;

/**
 * Watches the units of a batch-normalized layer at every step: the length of their weights before batch norm, the gradient there,
 * the angle from step to step, and the rate lambda.
 */
final class UnitWatch implements WeightRule {
    private static final int POINTS = 20;

    private final Layer layer;
    private final ScaleInvariantSgd theory;
    private final int steps;
    private final Recorder recorder;
    private final int units;
    private final int inputs;
    private double[] before;
    private int step;
    private double radial;
    /** Sums over the second half of the steps, for each unit: |w|^4, G, squared angle. */
    private final double[] fourth;
    private final double[] gradient;
    private final double[] angle;
    /** Means over units and the steps of a window. */
    private double squaredNorm;
    private double turned;
    private double lambda;

    UnitWatch(Layer layer, ScaleInvariantSgd theory, int steps, Recorder recorder) {
        this.layer = layer;
        this.theory = theory;
        this.steps = steps;
        this.recorder = recorder;
        units = layer.dense().outputs();
        inputs = layer.dense().inputs();
        fourth = new double[units];
        gradient = new double[units];
        angle = new double[units];
    }

    @Override
    public void apply(Dense dense, Tensor x, Tensor dz) {
        if (dense != layer.dense()) {
            return;
        }
        step++;
        double[] weights = dense.weights().value().toDoubles();
        double[] gradients = dense.weights().gradient().toDoubles();
        Parameter gamma = layer.normalization().orElseThrow().gamma().orElseThrow();
        double[] scale = gamma.value().toDoubles();
        double[] scaleGradient = gamma.gradient().toDoubles();
        int window = Math.max(1, steps / POINTS);
        for (int k = 0; k < units; k++) {
            double norm = product(weights, weights, k);
            double size = product(gradients, gradients, k);
            if (norm * size > 0) {
                radial = Math.max(radial, Math.abs(product(weights, gradients, k)) / Math.sqrt(norm * size));
            }
            double squaredAngle = before == null ? 0 : squaredAngle(weights, k, norm);
            if (step > steps / 2) {
                fourth[k] += norm * norm;
                gradient[k] += ScaleInvariantSgd.unitGradient(norm, size);
                angle[k] += squaredAngle;
            }
            squaredNorm += norm / units / window;
            turned += squaredAngle / units / window;
            lambda -= scaleGradient[k] / scale[k] / units / window;
        }
        if (step % window == 0) {
            record();
        }
        before = weights;
    }

    private void record() {
        Recorder at = recorder.with("step", step);
        at.record("squaredNorm", squaredNorm);
        at.record("angle", Math.sqrt(turned));
        at.record("effectiveLearningRate", theory.effectiveLearningRate(squaredNorm));
        at.record("lambda", lambda);
        squaredNorm = 0;
        turned = 0;
        lambda = 0;
    }

    /** From the sine and the cosine, as the cosine alone cannot tell small angles. */
    private double squaredAngle(double[] weights, int unit, double norm) {
        double old = product(before, before, unit);
        double along = product(before, weights, unit);
        double across = 0;
        for (int j = unit * inputs; j < (unit + 1) * inputs; j++) {
            double part = weights[j] - along / old * before[j];
            across += part * part;
        }
        double angleNow = Math.atan2(Math.sqrt(across / norm), along / Math.sqrt(old * norm));
        return angleNow * angleNow;
    }

    private double product(double[] a, double[] b, int unit) {
        double sum = 0;
        for (int j = unit * inputs; j < (unit + 1) * inputs; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    /** Takes down what T10 predicts of the second half, over what it was, as means over the units. */
    void end() {
        int counted = steps - steps / 2;
        double length = 0;
        double turn = 0;
        for (int k = 0; k < units; k++) {
            double predicted = theory.equilibriumSquaredNorm(gradient[k] / counted);
            length += fourth[k] / counted / (predicted * predicted) / units;
            turn += Math.sqrt(angle[k] / counted) / theory.angularUpdate() / units;
        }
        recorder.record("lengthRatio", length);
        recorder.record("angleRatio", turn);
        recorder.record("radial", radial);
    }
}
