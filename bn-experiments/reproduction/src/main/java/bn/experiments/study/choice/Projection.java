package bn.experiments.study.choice;

import bn.api.Moments;
import bn.theory.spectral.Spectrum;
import bn.theory.spectral.Whitening;
import java.util.Arrays;

/**
 * A map of inputs to fewer features, P x.
 *
 * @param rows P, k x d, orthonormal rows
 */
record Projection(double[][] rows) {
    private static final double KEPT = 0.95;

    /** The fewest leading principal components that keep 95 % of the variance of the inputs, the first columns of moments. */
    static Projection leading(Moments joint, int features) {
        Spectrum spectrum = Whitening.of(joint, features).spectrum();
        if (spectrum.rank() == 0) {
            return new Projection(new double[1][features]);
        }
        double total = 0;
        for (int j = 0; j < spectrum.rank(); j++) {
            total += spectrum.value(j);
        }
        double[][] rows = new double[spectrum.rank()][];
        double sum = 0;
        for (int j = 0; j < rows.length; j++) {
            double[] unit = new double[spectrum.rank()];
            unit[j] = 1;
            rows[j] = spectrum.fromBasis(unit);
            sum += spectrum.value(j);
            if (sum >= KEPT * total) {
                return new Projection(Arrays.copyOf(rows, j + 1));
            }
        }
        return new Projection(rows);
    }

    /** Moments of (P x, y), from those of (x, y). */
    Moments of(Moments joint) {
        int d = rows[0].length;
        int targets = joint.dimension() - d;
        int width = rows.length + targets;
        double[][] map = new double[width][joint.dimension()];
        for (int j = 0; j < rows.length; j++) {
            System.arraycopy(rows[j], 0, map[j], 0, d);
        }
        for (int k = 0; k < targets; k++) {
            map[rows.length + k][d + k] = 1;
        }
        double[] mean = new double[width];
        double[] scatter = new double[width * width];
        for (int a = 0; a < width; a++) {
            mean[a] = dot(map[a], joint.mean(), 0);
            double[] product = new double[joint.dimension()];
            for (int i = 0; i < product.length; i++) {
                product[i] = dot(map[a], joint.scatterMatrix(), i * product.length);
            }
            for (int b = 0; b <= a; b++) {
                scatter[a * width + b] = dot(map[b], product, 0);
                scatter[b * width + a] = scatter[a * width + b];
            }
        }
        return new Moments(joint.count(), mean, scatter);
    }

    /** P^T w: the weights on the inputs x that are the weights w on P x. */
    double[] back(double[] weights) {
        double[] inputs = new double[rows[0].length];
        for (int j = 0; j < rows.length; j++) {
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] += rows[j][i] * weights[j];
            }
        }
        return inputs;
    }

    private static double dot(double[] a, double[] b, int from) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[from + i];
        }
        return sum;
    }
}
