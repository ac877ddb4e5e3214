package bn.experiments.study.data;

import bn.api.BnException;
import bn.api.Moments;
import bn.api.backend.Backend;
import bn.experiments.data.Examples;
import bn.experiments.rate.JointMoments;
import bn.theory.linear.LinearRate;
import bn.theory.linear.LinearRegression;
import bn.theory.spectral.SignalAndNoise;
import bn.theory.spectral.Spectrum;
import bn.theory.spectral.Whitening;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The rates of batch-normalized linear regression of the classes (T4) in closed form. What belongs to a class is NaN where its
 * rate is undefined: a class that none or all of the examples have.
 *
 * @param joint moments of the examples, features first
 * @param inputs the covariance of the features
 * @param explained q = (sd(y) R)^2 = ((1 + lambda) gamma)^2 of each class, the variance that the inputs explain
 * @param alpha equivalent L2 rate of each class
 */
record ClosedForm(Moments joint, Whitening inputs, double[] explained, double[] alpha) {
    /** Of all linear layers: below sd(y) R of the usual data, so that rates are positive. */
    static final double GAMMA = 0.1;
    /** However badly conditioned the data are: an error of a hundredth is a wrong law, not rounding. */
    private static final double WORST_ROUNDING = 0.01;

    static ClosedForm of(Backend backend, Examples examples) {
        return of(new JointMoments(backend).of(examples), examples.targets());
    }

    static ClosedForm of(Moments joint, int classes) {
        LinearRegression regression = new LinearRegression(joint, classes);
        SignalAndNoise clean = regression.withNoise(0);
        double[] explained = new double[classes];
        double[] alpha = new double[classes];
        for (int k = 0; k < classes; k++) {
            try {
                LinearRate rate = regression.solve(k, GAMMA, clean);
                explained[k] = Math.pow((1 + rate.lambda()) * GAMMA, 2);
                alpha[k] = rate.alpha();
            } catch (BnException undefined) {
                explained[k] = Double.NaN;
                alpha[k] = Double.NaN;
            }
        }
        return new ClosedForm(joint, regression.clean(), explained, alpha);
    }

    /** The principal components of the features. */
    Spectrum spectrum() {
        return inputs.spectrum();
    }

    int classes() {
        return explained.length;
    }

    int features() {
        return joint.dimension() - classes();
    }

    /** Variance of the 0/1 labels of a class. */
    double variance(int k) {
        return joint.covariance(features() + k, features() + k);
    }

    /** Mean over the classes that have a rate of the lambda that goes with an explained variance. */
    double meanLambda(IntToDoubleFunction explainedVariance) {
        return mean(k -> Math.sqrt(explainedVariance.applyAsDouble(k)) / GAMMA - 1);
    }

    /** Mean over the classes that have a rate. */
    double mean(IntToDoubleFunction value) {
        return IntStream.range(0, classes()).filter(k -> !Double.isNaN(explained[k])).mapToDouble(value).average()
                .orElse(Double.NaN);
    }

    double meanLambda() {
        return meanLambda(k -> explained[k]);
    }

    double meanAlpha() {
        return mean(k -> alpha[k]);
    }

    /** Largest relative error of 1 + lambda over the classes; NaN if there is no class to compare. */
    double relativeError(double[] expected) {
        return IntStream.range(0, classes()).filter(k -> !Double.isNaN(explained[k]) || !Double.isNaN(expected[k]))
                .mapToDouble(k -> Math.abs(Math.sqrt(explained[k] / expected[k]) - 1)).max().orElse(Double.NaN);
    }

    /**
     * How far rounding may move c.S^+ c, relatively: rounding moves the correlation matrix by up to the rank tolerance, and so the
     * inverse of its least eigenvalue by that over this eigenvalue.
     */
    double rounding() {
        return inputs.rank() == 0 ? Double.NaN : Math.min(WORST_ROUNDING, inputs.rounding());
    }

    /** The covariances of the features with a class. */
    double[] covariances(int k) {
        double[] c = new double[features()];
        Arrays.setAll(c, i -> joint.covariance(i, features() + k));
        return c;
    }
}
