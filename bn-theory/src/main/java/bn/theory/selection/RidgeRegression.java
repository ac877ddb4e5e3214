package bn.theory.selection;

import bn.api.BnException;
import bn.api.Moments;
import bn.theory.spectral.Covariances;
import bn.theory.spectral.Spectrum;
import java.util.Arrays;

/**
 * Ridge regression of one target, float64: it minimizes E (y - b - v.x)^2 / 2 + (a/2) v.v. In the eigenbasis of the covariance S
 * of the inputs each rate a > 0 costs O(r). b is not penalized. See "How others choose a rate" in docs/theory.md.
 *
 * @param examples number of examples N
 * @param eigenvalues eigenvalues s_j of S on its range, length r
 * @param covariances c_j, coordinates of Cov(x, y) in the eigenbasis, length r
 * @param variance biased variance of y
 */
public record RidgeRegression(long examples, double[] eigenvalues, double[] covariances, double variance) {

    /**
     * The regression of one target.
     *
     * @param joint moments of (x, y): d features, then the targets
     * @param spectrum spectrum of the covariance of the features
     * @param target index of the target, from 0
     * @throws BnException if the target or all features are constant
     */
    public static RidgeRegression of(Moments joint, Spectrum spectrum, int target) {
        int column = spectrum.dimension() + target;
        if (spectrum.rank() == 0 || Covariances.isConstant(joint, column)) {
            throw new BnException((spectrum.rank() == 0 ? "every feature" : "target " + (target + 1)) + " is constant over the "
                    + joint.count() + " examples, so there is no rate to select");
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

    /** N - 1 - r, the degrees of freedom of the residuals of least squares; 0 if it interpolates. */
    public long residualDegreesOfFreedom() {
        return Math.max(0, examples - 1 - rank());
    }

    /** c.S^+ c, the variance of y that least squares explains. */
    public double explainedVariance() {
        double sum = 0;
        for (int j = 0; j < rank(); j++) {
            sum += covariances[j] * covariances[j] / eigenvalues[j];
        }
        return sum;
    }

    /** The variance of y minus {@link #explainedVariance}: the mean squared residual of least squares. */
    public double unexplainedVariance() {
        return residualDegreesOfFreedom() == 0 ? 0 : Math.max(0, variance - explainedVariance());
    }

    /** Mean squared residual of ridge regression with the rate a. */
    public double meanSquaredResidual(double rate) {
        double sum = unexplainedVariance();
        for (int j = 0; j < rank(); j++) {
            double left = rate / (eigenvalues[j] + rate);
            sum += covariances[j] * covariances[j] / eigenvalues[j] * left * left;
        }
        return sum;
    }

    /** Trace of the hat matrix, 1 + sum of s_j / (s_j + a): the effective degrees of freedom, including the shift. */
    public double effectiveDegreesOfFreedom(double rate) {
        return 1 + Arrays.stream(eigenvalues).map(s -> s / (s + rate)).sum();
    }

    /** Generalized cross-validation (Golub, Heath and Wahba 1979): (mean squared residual) / (1 - effective degrees / N)^2. */
    public double generalizedCrossValidation(double rate) {
        // N - effective degrees, in a form that does not cancel where least squares interpolates.
        double left = residualDegreesOfFreedom() + Arrays.stream(eigenvalues).map(s -> rate / (s + rate)).sum();
        return meanSquaredResidual(rate) * examples * examples / (left * left);
    }

    /**
     * The logarithm of the evidence (MacKay 1992), maximized over the noise variance tau^2: the marginal density of the N - 1
     * contrasts of y (coordinates in any orthonormal basis of the vectors orthogonal to 1), for Gaussian noise of variance tau^2
     * and Gaussian weights of variance tau^2 / (N a).
     */
    public double logEvidence(double rate) {
        double determinant = Arrays.stream(eigenvalues).map(s -> Math.log1p(s / rate)).sum();
        return -0.5 * ((examples - 1) * (Math.log(2 * Math.PI * noiseVariance(rate)) + 1) + determinant);
    }

    /** The noise variance tau^2 that maximizes the evidence, see {@link #logEvidence}. */
    public double noiseVariance(double rate) {
        double sum = unexplainedVariance();
        for (int j = 0; j < rank(); j++) {
            sum += covariances[j] * covariances[j] / eigenvalues[j] * (rate / (eigenvalues[j] + rate));
        }
        return sum * examples / (examples - 1);
    }
}
