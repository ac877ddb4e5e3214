package bn.theory.choice;

import bn.api.BnException;
import bn.api.Moments;
import bn.theory.spectral.Covariances;
import bn.theory.spectral.Spectrum;
import java.util.Arrays;

/**
 * Ridge regression of one target, minimizing E (y - b - v.x)^2 / 2 + (a/2) v.v, for every rate a > 0 at a cost of O(r): in the
 * eigenbasis of the covariance S of the inputs, float64. b is not penalized. See "How others choose a rate" in docs/theory.md.
 *
 * @param examples number of examples N
 * @param eigenvalues eigenvalues s_j of S on its range, length r
 * @param covariances c_j, the coordinates of Cov(x, y) in the eigenbasis, length r
 * @param variance biased variance of y
 */
public record RidgeRegression(long examples, double[] eigenvalues, double[] covariances, double variance) {

    /**
     * The regression of one of the targets.
     *
     * @param joint moments of (x, y): d features, then the targets
     * @param spectrum that of the covariance of the features
     * @param target its number, from 0
     * @throws BnException if the target or all features are constant
     */
    public static RidgeRegression of(Moments joint, Spectrum spectrum, int target) {
        int column = spectrum.dimension() + target;
        if (spectrum.rank() == 0 || Covariances.isConstant(joint, column)) {
            throw new BnException((spectrum.rank() == 0 ? "every feature" : "target " + (target + 1)) + " is constant over the "
                    + joint.count() + " examples, so there is no rate to choose");
        }
        double[] c = new double[spectrum.dimension()];
        Arrays.setAll(c, i -> joint.covariance(i, column));
        double[] values = new double[spectrum.rank()];
        Arrays.setAll(values, spectrum::value);
        return new RidgeRegression(joint.count(), values, spectrum.covariances(c), joint.covariance(column, column));
    }

    /** Rank r of S. */
    public int rank() {
        return eigenvalues.length;
    }

    /** N - 1 - r, the dimensions that least squares leaves to the residuals; 0 if it interpolates. */
    public long degreesLeft() {
        return Math.max(0, examples - 1 - rank());
    }

    /** c.S^+ c, the variance that least squares explains. */
    public double explained() {
        double sum = 0;
        for (int j = 0; j < rank(); j++) {
            sum += covariances[j] * covariances[j] / eigenvalues[j];
        }
        return sum;
    }

    /** Variance of y less {@link #explained}: the mean squared residual of least squares. */
    public double unexplained() {
        return degreesLeft() == 0 ? 0 : Math.max(0, variance - explained());
    }

    /** Mean squared residual of ridge regression with the rate a. */
    public double residual(double rate) {
        double sum = unexplained();
        for (int j = 0; j < rank(); j++) {
            double left = rate / (eigenvalues[j] + rate);
            sum += covariances[j] * covariances[j] / eigenvalues[j] * left * left;
        }
        return sum;
    }

    /** Trace of the hat matrix, 1 + sum of s_j / (s_j + a): the effective degrees of freedom, the shift included. */
    public double degrees(double rate) {
        return 1 + Arrays.stream(eigenvalues).map(s -> s / (s + rate)).sum();
    }

    /** Generalized cross-validation (Golub, Heath and Wahba 1979): (mean squared residual) / (1 - degrees / N)^2. */
    public double generalizedCrossValidation(double rate) {
        // N - degrees, without the cancellation where least squares interpolates.
        double left = degreesLeft() + Arrays.stream(eigenvalues).map(s -> rate / (s + rate)).sum();
        return residual(rate) * examples * examples / (left * left);
    }

    /**
     * The logarithm of the evidence (MacKay 1992) at the noise variance that maximizes it: the marginal density of the N - 1
     * differences of y (any orthonormal basis of what is orthogonal to 1) for Gaussian noise of the variance tau^2 and Gaussian
     * weights of the variance tau^2 / (N a).
     */
    public double logEvidence(double rate) {
        double determinant = Arrays.stream(eigenvalues).map(s -> Math.log1p(s / rate)).sum();
        return -0.5 * ((examples - 1) * (Math.log(2 * Math.PI * noiseVariance(rate)) + 1) + determinant);
    }

    /** The noise variance tau^2 in {@link #logEvidence}. */
    public double noiseVariance(double rate) {
        double sum = unexplained();
        for (int j = 0; j < rank(); j++) {
            sum += covariances[j] * covariances[j] / eigenvalues[j] * (rate / (eigenvalues[j] + rate));
        }
        return sum * examples / (examples - 1);
    }
}
