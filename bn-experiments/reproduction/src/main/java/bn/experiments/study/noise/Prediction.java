package bn.experiments.study.noise;

import bn.api.BnException;
import bn.api.Moments;
import bn.theory.linear.DirectionalShrinkage;
import bn.theory.linear.LinearRate;
import bn.theory.linear.LinearRegression;
import bn.theory.spectral.SignalAndNoise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What T6 predicts for linear regression of the classes on noised inputs, from the moments of the clean ones. */
final class Prediction {
    static final double GAMMA = 0.1;

    private final Moments joint;
    private final LinearRegression clean;
    private final int features;
    private final int cleanRank;
    private final Noise noise;
    private final SignalAndNoise inputs;
    private final List<Optional<LinearRate>> rates;

    /**
     * The prediction.
     *
     * @param joint moments of the clean features, then the classes
     * @param clean regression by these moments
     */
    Prediction(Moments joint, LinearRegression clean, Noise noise) {
        this.joint = joint;
        this.clean = clean;
        this.noise = noise;
        features = joint.dimension() - clean.targets();
        cleanRank = clean.clean().rank();
        inputs = noise.with(clean);
        rates = solve(clean, inputs);
    }

    /** The optimum for each class; empty for one that none or all of the examples have. */
    static List<Optional<LinearRate>> solve(LinearRegression regression, SignalAndNoise inputs) {
        List<Optional<LinearRate>> rates = new ArrayList<>();
        for (int k = 0; k < regression.targets(); k++) {
            try {
                rates.add(Optional.of(regression.solve(k, GAMMA, inputs)));
            } catch (BnException undefined) {
                rates.add(Optional.empty());
            }
        }
        return rates;
    }

    /** The optimum for each class that has one. */
    List<Optional<LinearRate>> rates() {
        return rates;
    }

    /** Mean over the classes that have an optimum. */
    static double mean(List<Optional<LinearRate>> rates, ToDoubleFunction<LinearRate> value) {
        return rates.stream().flatMap(Optional::stream).mapToDouble(value).average().orElse(Double.NaN);
    }

    /** The number of directions in which the clean inputs vary: the first ones. */
    int cleanRank() {
        return cleanRank;
    }

    /** The optimum for a class that has one, by direction. */
    List<DirectionalShrinkage> directions(int k) {
        return clean.directions(k, rates.get(k).orElseThrow(), inputs);
    }

    /** The noise on the inputs. */
    Noise noise() {
        return noise;
    }

    /** v.S_s v. */
    double signal(double[] v) {
        double sum = 0;
        for (int i = 0; i < features; i++) {
            sum += v[i] * cleanProduct(v, i);
        }
        return sum;
    }

    private double cleanProduct(double[] v, int i) {
        double sum = 0;
        for (int j = 0; j < features; j++) {
            sum += joint.covariance(i, j) * v[j];
        }
        return sum;
    }

    /** The coefficients a_j of v = sum_j a_j u_j. As u_j.S u_k = 0 for j != k, they are u_j.Sv / (s_j + n_j). */
    double[] coefficients(double[] v) {
        double[] product = new double[features];
        for (int i = 0; i < features; i++) {
            product[i] = cleanProduct(v, i);
        }
        for (double[] direction : noise.basis()) {
            double along = 0;
            for (int i = 0; i < features; i++) {
                along += direction[i] * v[i];
            }
            for (int i = 0; i < features; i++) {
                product[i] += noise.sigma() * noise.sigma() * along * direction[i];
            }
        }
        double[] coefficients = inputs.directions().project(product);
        for (int j = 0; j < coefficients.length; j++) {
            coefficients[j] /= inputs.directions().signal(j) + inputs.directions().noise(j);
        }
        return coefficients;
    }

    /** The variance of a class that the noised inputs leave unexplained. */
    double unexplained(int k) {
        double explained = (1 + rates.get(k).orElseThrow().lambda()) * GAMMA;
        return Math.max(0, joint.covariance(features + k, features + k) - explained * explained);
    }

    /** The explained variance of a class, q = ((1 + lambda) gamma)^2. */
    private double explained(int k) {
        double root = (1 + rates.get(k).orElseThrow().lambda()) * GAMMA;
        return root * root;
    }

    /** What chance adds to the explained variance with N noised examples: of each direction the fraction that is noise is fitted. */
    private double chance(int k, double examples) {
        return unexplained(k) / examples
                * directions(k).stream().mapToDouble(Prediction::noisyFraction).sum();
    }

    private static double noisyFraction(DirectionalShrinkage direction) {
        return direction.noise() / (direction.signal() + direction.noise());
    }

    /** 1 + lambda of N noised examples: the population's, and what chance explains in so many. */
    double rate(int k, double examples) {
        return (1 + rates.get(k).orElseThrow().lambda()) * Math.sqrt(1 + chance(k, examples) / explained(k));
    }

    /**
     * The relative standard error of 1 + lambda of N noised examples. With a = S^+ c the least-squares weights, z = a.noise and r the
     * residual of the clean inputs under a, q is off by the mean of 2 z r - (z^2 - E z^2), to first order; these have the variance
     * 4 E z^2 E r^2 + 2 (E z^2)^2. What chance explains is a sum of squares of about normal deviates, one a direction. Half of the
     * error of both, relative to their sum, is that of 1 + lambda.
     */
    double rateError(int k, double examples) {
        double noisy = noisyVariance(k);
        double residual = Math.max(0, unexplained(k) - noisy);
        double fitted = unexplained(k) / examples;
        double squares = directions(k).stream().mapToDouble(each -> Math.pow(fitted * noisyFraction(each), 2)).sum();
        return Math.sqrt((4 * noisy * residual + 2 * noisy * noisy) / examples + 2 * squares)
                / (2 * (explained(k) + chance(k, examples)));
    }

    /** E z^2: the variance that noise gives to the least-squares fit. */
    private double noisyVariance(int k) {
        LinearRate rate = rates.get(k).orElseThrow();
        return noise.variance(rate.weights()) * (1 + rate.lambda()) * (1 + rate.lambda());
    }

    /** The noise's fraction of the penalty with N noised examples: errors of the coefficients add to it in the mean. */
    double noiseShare(int k, double examples) {
        double factor = 1 + rates.get(k).orElseThrow().lambda();
        double errors = directions(k).stream().mapToDouble(each -> each.noise() * coefficientVariance(k, each, examples)).sum();
        return (noisyVariance(k) + errors * factor * factor) / (explained(k) + chance(k, examples));
    }

    /**
     * The variance of a coefficient a_j that N noised examples give, as for least squares on r Gaussian inputs: that of the
     * residual, over (N - r - 1)(s_j + n_j).
     */
    double coefficientVariance(int k, DirectionalShrinkage direction, double examples) {
        double factor = 1 + rates.get(k).orElseThrow().lambda();
        double freedom = Math.max(1, examples - inputs.total().rank() - 1);
        return unexplained(k) / (freedom * (direction.signal() + direction.noise()) * factor * factor);
    }
}
