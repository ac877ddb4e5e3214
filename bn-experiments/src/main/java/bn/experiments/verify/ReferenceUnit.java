package bn.experiments.verify;

import bn.api.Moments;
import bn.theory.optimize.Lbfgs;
import bn.theory.optimize.MinimizationResult;
import bn.theory.optimize.Objective;
import bn.theory.optimize.Progress;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One batch-normalized unit with the squared loss, computed by its definition, with gradients by finite differences: it does not
 * use the theory. Parameters are (w, gamma, beta), length d + 2.
 */
final class ReferenceUnit {
    /** For functions of order 1, truncation and rounding of fourth-order differences are both about 1e-12. */
    private static final double STEP = 1e-3;
    private static final Lbfgs SEARCH = new Lbfgs(1e-10, 2000);

    final double[][] x;
    final double[] y;
    final double eps;

    ReferenceUnit(double[][] x, double[] y, double eps) {
        this.x = x;
        this.y = y;
        this.eps = eps;
    }

    /** Correlated inputs whose mean is not 0, and targets that depend on them in part. */
    static ReferenceUnit random(long seed, int examples, int features, double eps) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] x = new double[examples][features];
        double[] y = new double[examples];
        for (int i = 0; i < examples; i++) {
            double common = random.nextGaussian();
            for (int j = 0; j < features; j++) {
                x[i][j] = 1 + 0.5 * common + (0.5 + 0.2 * j) * random.nextGaussian();
                y[i] += (j % 2 == 0 ? 0.5 : -0.3) * x[i][j];
            }
            y[i] += random.nextGaussian();
        }
        return new ReferenceUnit(x, y, eps);
    }

    /** Weights of order 1, a gamma and a beta. */
    double[] parameters(long seed, double gamma, double beta) {
        double[] p = new SplittableRandom(seed).doubles(x[0].length + 2, 0.2, 1).toArray();
        p[p.length - 2] = gamma;
        p[p.length - 1] = beta;
        return p;
    }

    /** Outputs gamma (w.x - mean) / s + beta, s^2 the biased variance of w.x plus eps. */
    double[] outputs(double[] p) {
        double[] u = new double[x.length];
        double mean = 0;
        for (int i = 0; i < u.length; i++) {
            for (int j = 0; j < p.length - 2; j++) {
                u[i] += p[j] * x[i][j];
            }
            mean += u[i] / u.length;
        }
        double variance = 0;
        for (double value : u) {
            variance += (value - mean) * (value - mean) / u.length;
        }
        for (int i = 0; i < u.length; i++) {
            u[i] = p[p.length - 2] * (u[i] - mean) / Math.sqrt(variance + eps) + p[p.length - 1];
        }
        return u;
    }

    /** Mean of (z - y)^2 / 2. */
    double loss(double[] p) {
        double[] z = outputs(p);
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            sum += (z[i] - y[i]) * (z[i] - y[i]) / 2;
        }
        return sum / z.length;
    }

    /** The derivative of {@link #loss} with respect to one parameter. */
    double derivative(double[] p, int of) {
        double near = moved(p, of, STEP) - moved(p, of, -STEP);
        double far = moved(p, of, 2 * STEP) - moved(p, of, -2 * STEP);
        return (8 * near - far) / (12 * STEP);
    }

    private double moved(double[] p, int of, double by) {
        double[] at = p.clone();
        at[of] += by;
        return loss(at);
    }

    /** The derivatives of {@link #loss} with respect to the inputs, example by example. */
    double[] inputDerivatives(double[] p) {
        int d = x[0].length;
        double[] derivatives = new double[x.length * d];
        for (int i = 0; i < derivatives.length; i++) {
            double near = inputMoved(p, i / d, i % d, STEP) - inputMoved(p, i / d, i % d, -STEP);
            double far = inputMoved(p, i / d, i % d, 2 * STEP) - inputMoved(p, i / d, i % d, -2 * STEP);
            derivatives[i] = (8 * near - far) / (12 * STEP);
        }
        return derivatives;
    }

    private double inputMoved(double[] p, int example, int feature, double by) {
        double[][] moved = x.clone();
        moved[example] = x[example].clone();
        moved[example][feature] += by;
        return new ReferenceUnit(moved, y, eps).loss(p);
    }

    /**
     * The minimum of loss + (gammaDecay / 2) gamma^2 + gammaL1 |gamma|.
     *
     * @param start the first parameters
     * @param gammaFixed whether gamma keeps its value
     * @param gammaL1 so small that gamma does not get to 0
     */
    double[] minimize(double[] start, boolean gammaFixed, double gammaDecay, double gammaL1) {
        int gamma = start.length - 2;
        Objective objective = (p, gradient) -> {
            for (int j = 0; j < p.length; j++) {
                gradient[j] = j == gamma && gammaFixed ? 0
                        : derivative(p, j) + (j == gamma ? gammaDecay * p[gamma] + gammaL1 * Math.signum(p[gamma]) : 0);
            }
            return loss(p) + gammaDecay / 2 * p[gamma] * p[gamma] + gammaL1 * Math.abs(p[gamma]);
        };
        MinimizationResult minimum = SEARCH.minimize(objective, start, Progress.NONE);
        return minimum.x();
    }

    /** Moments of (x, y), by two passes. */
    Moments moments() {
        int d = x[0].length;
        double[] mean = new double[d + 1];
        double[] scatter = new double[(d + 1) * (d + 1)];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j <= d; j++) {
                mean[j] += entry(i, j) / x.length;
            }
        }
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j <= d; j++) {
                for (int k = 0; k <= d; k++) {
                    scatter[j * (d + 1) + k] += (entry(i, j) - mean[j]) * (entry(i, k) - mean[k]);
                }
            }
        }
        return new Moments(x.length, mean, scatter);
    }

    private double entry(int i, int j) {
        return j < x[i].length ? x[i][j] : y[i];
    }

    /** Each example 2 d times, moved by +-sqrt(d) sigma along each axis, so that the covariance is exactly S + sigma^2 I. */
    ReferenceUnit noised(double sigma) {
        int d = x[0].length;
        double[][] noised = new double[2 * d * x.length][];
        double[] targets = new double[noised.length];
        for (int i = 0; i < noised.length; i++) {
            int copy = i % (2 * d);
            noised[i] = x[i / (2 * d)].clone();
            noised[i][copy / 2] += (copy % 2 == 0 ? 1 : -1) * Math.sqrt(d) * sigma;
            targets[i] = y[i / (2 * d)];
        }
        return new ReferenceUnit(noised, targets, eps);
    }

    /** Largest |a - b| over the largest |b|. */
    static double difference(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest / Arrays.stream(b).map(Math::abs).max().orElse(1);
    }
}
