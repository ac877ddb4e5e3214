package bn.experiments.rate;

import bn.api.Moments;
import bn.theory.spectral.Covariances;

/**
 * Merges moments whose means were computed as plain sums. The mean of a constant column is then off by a rounding error e, and
 * its scatter is N e^2. As e differs between samples, the merged column would seem to vary. But the scatter gives e up to its
 * sign, so it can be checked whether both samples can have the same constant.
 */
final class ConstantColumns {
    private static final double ROUNDING = Math.ulp(1.0) / 2;

    private ConstantColumns() {}

    /**
     * The moments of both samples together. A column that is constant in both and can be the same constant stays constant,
     * exactly.
     *
     * @throws IllegalArgumentException if they differ in the number of columns
     */
    static Moments merge(Moments one, Moments other) {
        Moments first = one;
        Moments second = other;
        for (int i = 0; i < Math.min(one.dimension(), other.dimension()); i++) {
            if (one.mean()[i] == other.mean()[i] || error(one, i) + error(other, i) == 0
                    || !Covariances.isConstant(one, i) || !Covariances.isConstant(other, i)) {
                continue;
            }
            double constant = common(one, other, i);
            if (!Double.isNaN(constant)) {
                first = exact(first, i, constant);
                second = exact(second, i, constant);
            }
        }
        return first.merge(second);
    }

    private static double error(Moments moments, int i) {
        return Math.sqrt(moments.covariance(i, i));
    }

    /**
     * A constant that is e away from the mean in both samples; NaN if there is none. A sum of N squares is off by up to N
     * roundings.
     */
    private static double common(Moments one, Moments other, int i) {
        double tolerance = 4 * Math.ulp(one.mean()[i]) + one.count() * ROUNDING * error(one, i)
                + other.count() * ROUNDING * error(other, i);
        for (int signs = 0; signs < 4; signs++) {
            double candidate = one.mean()[i] + (signs % 2 == 0 ? 1 : -1) * error(one, i);
            double same = other.mean()[i] + (signs / 2 == 0 ? 1 : -1) * error(other, i);
            if (Math.abs(candidate - same) <= tolerance) {
                return candidate;
            }
        }
        return Double.NaN;
    }

    private static Moments exact(Moments moments, int i, double constant) {
        int d = moments.dimension();
        double[] mean = moments.mean().clone();
        double[] scatter = moments.scatterMatrix().clone();
        mean[i] = constant;
        for (int j = 0; j < d; j++) {
            scatter[i * d + j] = 0;
            scatter[j * d + i] = 0;
        }
        return new Moments(moments.count(), mean, scatter);
    }
}
