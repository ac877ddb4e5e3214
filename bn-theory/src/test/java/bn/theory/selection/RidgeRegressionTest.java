package bn.theory.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.theory.oracle.Samples;
import bn.theory.spectral.Spectrum;
import bn.theory.spectral.Whitening;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generalized cross-validation against its definition, the evidence against densities of all examples together. */
class RidgeRegressionTest {
    private static final int D = 4;
    /** Some 30 x 30 terms through matrices of condition number below 1e5. */
    private static final double ROUNDING = 1e-9;

    @ParameterizedTest
    @CsvSource({"30,4,0.02", "30,4,0.7", "30,4,50", "8,12,0.3"})
    void generalizedCrossValidationIsThatOfTheHatMatrix(int n, int d, double rate) {
        double[][] rows = Samples.regression(n, d, 43);
        RidgeRegression ridge = Refit.targets(rows, 1).get(0);
        double residual = 0;
        double trace = 0;
        double[] weights = Refit.weights(rows, d, 0, n * rate, -1);
        for (int i = 0; i < n; i++) {
            double error = rows[i][d] - Refit.predict(weights, rows[i]);
            residual += error * error / n;
            // Column i of the hat matrix: the fit of a target that is 1 in example i.
            double[][] unit = Samples.firstColumns(rows, d + 1);
            for (int j = 0; j < n; j++) {
                unit[j][d] = i == j ? 1 : 0;
            }
            trace += Refit.predict(Refit.weights(unit, d, 0, n * rate, -1), rows[i]);
        }
        assertEquals(1, ridge.meanSquaredResidual(rate) / residual, ROUNDING);
        assertEquals(trace, ridge.effectiveDegreesOfFreedom(rate), n * ROUNDING);
        assertEquals(1, ridge.generalizedCrossValidation(rate) / (residual / Math.pow(1 - trace / n, 2)), ROUNDING);
    }

    @ParameterizedTest
    @CsvSource({"30,4", "8,12"})
    void evidenceIsTheMarginalDensity(int n, int d) {
        double[][] rows = Samples.regression(n, d, 44);
        RidgeRegression ridge = Refit.targets(rows, 1).get(0);
        List<RidgeRegression> targets = List.of(ridge);
        SelectedRate choice = new RateSearch(ridge.eigenvalues()[ridge.rank() - 1], ridge.eigenvalues()[0])
                .minimize(1, SelectionCriterion.of(targets, (target, rate) -> -target.logEvidence(rate))).get(0);
        assertEquals(SelectedRate.Border.NONE, choice.border());
        double best = logDensity(rows, d, choice.rate(), ridge.noiseVariance(choice.rate()));
        assertEquals(-choice.value(), best, n * n * ROUNDING);
        // Both hyperparameters on a fine grid around the maximum and a coarse one far around: none has more.
        double near = Double.NEGATIVE_INFINITY;
        for (double step : new double[] {0.02, 0.5}) {
            for (int i = -10; i <= 10; i++) {
                for (int j = -10; j <= 10; j++) {
                    double density = logDensity(rows, d, choice.rate() * Math.exp(step * i),
                            ridge.noiseVariance(choice.rate()) * Math.exp(step * j));
                    assertTrue(density <= best + n * n * ROUNDING, () -> density + " is more than " + best);
                    near = i == 0 && j == 0 ? near : Math.max(near, density);
                }
            }
        }
        // Next to a maximum the density falls by half its curvature, below N / 2, times the square of the step.
        assertTrue(near > best - 0.02 * 0.02 * n, "the grid must come near the maximum");
    }

    /** Gaussian log density of n - 1 orthonormal contrasts of y (Helmert), with the covariance written out. */
    private static double logDensity(double[][] rows, int d, double rate, double noise) {
        int n = rows.length;
        double[][] contrasts = new double[n - 1][d + 1];
        for (int i = 1; i < n; i++) {
            for (int j = 0; j <= d; j++) {
                for (int k = 0; k < i; k++) {
                    contrasts[i - 1][j] += rows[k][j] / Math.sqrt(i * (i + 1.0));
                }
                contrasts[i - 1][j] -= rows[i][j] * Math.sqrt(i / (i + 1.0));
            }
        }
        double[] covariance = new double[(n - 1) * (n - 1)];
        for (int i = 0; i < n - 1; i++) {
            for (int j = 0; j < n - 1; j++) {
                double product = Samples.dot(Arrays.copyOf(contrasts[i], d), Arrays.copyOf(contrasts[j], d));
                covariance[i * (n - 1) + j] = noise * (product / (n * rate) + (i == j ? 1 : 0));
            }
        }
        double[] y = Samples.column(contrasts, d);
        return -0.5 * ((n - 1) * Math.log(2 * Math.PI) + logDeterminant(covariance, n - 1)
                + Samples.dot(y, Samples.solve(covariance, y)));
    }

    /** By elimination; a covariance needs no pivots. */
    private static double logDeterminant(double[] matrix, int d) {
        double[] a = matrix.clone();
        double sum = 0;
        for (int p = 0; p < d; p++) {
            sum += Math.log(a[p * d + p]);
            for (int i = p + 1; i < d; i++) {
                double factor = a[i * d + p] / a[p * d + p];
                for (int j = p; j < d; j++) {
                    a[i * d + j] -= factor * a[p * d + j];
                }
            }
        }
        return sum;
    }

    @Test
    void whatHasNothingToChooseIsSaid() {
        double[][] rows = Samples.regression(20, D, 45);
        for (double[] row : rows) {
            row[D] = 3;
        }
        Spectrum spectrum = Whitening.of(Samples.moments(rows), D).spectrum();
        String message = assertThrows(BnException.class, () -> RidgeRegression.of(Samples.moments(rows), spectrum, 0))
                .getMessage();
        assertTrue(message.contains("target 1 is constant"), message);
    }
}
