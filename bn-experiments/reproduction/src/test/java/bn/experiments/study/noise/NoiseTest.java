package bn.experiments.study.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.Moments;
import bn.theory.linear.LinearRate;
import bn.theory.linear.LinearRegression;
import bn.theory.moments.RowMoments;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NoiseTest {
    private static final int D = 8;
    private static final int ROWS = 4000;

    /** Inputs of unequal variances and a target that depends on all of them. */
    private static Moments joint() {
        SplittableRandom random = new SplittableRandom(1);
        RowMoments moments = new RowMoments(D + 1);
        double[] row = new double[D + 1];
        for (int i = 0; i < 500; i++) {
            row[D] = random.nextGaussian();
            for (int j = 0; j < D; j++) {
                row[j] = random.nextGaussian() / (1 + j) + (j > 0 ? 0.3 * row[j - 1] : 0);
                row[D] += row[j];
            }
            moments.add(row, 0, 1);
        }
        return moments.result();
    }

    @Test
    void basesAreOrthonormal() {
        LinearRegression clean = new LinearRegression(joint(), 1);
        for (NoiseKind kind : NoiseKind.values()) {
            double[][] basis = kind.basis(clean.clean().spectrum(), 5);
            for (int a = 0; a < basis.length; a++) {
                for (int b = 0; b < basis.length; b++) {
                    double product = 0;
                    for (int i = 0; i < D; i++) {
                        product += basis[a][i] * basis[b][i];
                    }
                    assertEquals(a == b ? 1 : 0, product, 1e-12, kind + " " + a + " " + b);
                }
            }
        }
    }

    /** A covariance of N rows is known to sqrt((S_ii S_jj + S_ij^2) / N); five of that. */
    @Test
    void drawsHaveTheCovariance() {
        LinearRegression clean = new LinearRegression(joint(), 1);
        for (NoiseKind kind : NoiseKind.values()) {
            Noise noise = new Noise(kind, kind.basis(clean.clean().spectrum(), 5), 0.7);
            RowMoments moments = new RowMoments(D);
            SplittableRandom random = new SplittableRandom(2);
            for (int i = 0; i < ROWS; i++) {
                double[] row = new double[D];
                noise.add(row, 0, random);
                moments.add(row, 0, 1);
            }
            double[] expected = noise.covariance();
            for (int i = 0; i < D; i++) {
                for (int j = 0; j < D; j++) {
                    double error = Math.sqrt((expected[i * D + i] * expected[j * D + j] + Math.pow(expected[i * D + j], 2))
                            / ROWS);
                    assertEquals(expected[i * D + j], moments.result().covariance(i, j), 5 * error + 1e-15, kind + " " + i + " "
                            + j);
                }
            }
        }
    }

    /** At the solution itself each band keeps what is predicted, and the penalty's parts add up to gamma^2 (T1). */
    @Test
    void theSolutionKeepsWhatIsPredicted() {
        Moments joint = joint();
        LinearRegression clean = new LinearRegression(joint, 1);
        for (NoiseKind kind : NoiseKind.values()) {
            Prediction prediction = new Prediction(joint, clean, new Noise(kind, kind.basis(clean.clean().spectrum(), 5), 0.3));
            double[] v = prediction.rates().get(0).orElseThrow().weights();
            for (Bands.Band band : Bands.of(prediction, new double[][] {v}, 100)) {
                assertEquals(band.predicted(), band.measured(), 1e-12 * Math.abs(band.predicted()), kind + " " + band.name());
            }
            assertEquals(Prediction.GAMMA * Prediction.GAMMA, prediction.signal(v) + prediction.noise().variance(v), 1e-13);
        }
    }

    /** Isotropic noise by hand: along each eigenvector, (c / s) s / (s + sigma^2) / (1 + lambda), bands by s / (s + sigma^2). */
    @Test
    void bandsOfCleanWeightsKeepAll() {
        Moments joint = joint();
        LinearRegression clean = new LinearRegression(joint, 1);
        Noise none = new Noise(NoiseKind.ISOTROPIC, NoiseKind.ISOTROPIC.basis(clean.clean().spectrum(), 5), 0);
        LinearRate rate = clean.solve(0, Prediction.GAMMA, 0);
        double[] leastSquares = rate.weights().clone();
        for (int i = 0; i < D; i++) {
            leastSquares[i] *= 1 + rate.lambda();
        }
        for (double sigma : new double[] {0.1, 0.5}) {
            for (Bands.Band band : Bands.of(new Prediction(joint, clean, none.withSigma(sigma)), new double[][] {leastSquares},
                    100)) {
                assertEquals(1, band.measured(), 1e-11, band.name());
            }
        }
    }
}
