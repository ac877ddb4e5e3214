package bn.theory.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.Moments;
import bn.theory.oracle.Samples;
import bn.theory.selection.JamesStein;
import bn.theory.selection.RidgeRegression;
import bn.theory.selection.SelectionCriterion;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** lambda does not depend on the units of the features, which may differ from feature to feature. */
class UnitsTest {
    private static final int D = 5;
    private static final double GAMMA = 0.3;
    private static final double[][] ROWS = Samples.regression(60, D, 21);
    private static final double VARIANCE = Samples.moments(ROWS).covariance(D, D);
    /** The correlation matrix has a condition number below 1e3, and moments are sums of 60 terms: 60 * 1e3 roundings. */
    private static final double ROUNDING = 1e-11;

    static Stream<Arguments> units() {
        return Stream.of(new double[] {1e-9, 1, 1, 1, 1}, new double[] {1, 1, 1e9, 1, 1}, new double[] {1e-9, 1e9, 1, 1e-9, 1e9},
                new double[] {1e9, 1e-9, 1e5, 1e-5, 1}, new double[] {1e-9, 1e-9, 1e-9, 1e-9, 1e-9}).map(Arguments::of);
    }

    private static Moments in(double[] units) {
        return Samples.moments(Arrays.stream(ROWS).map(row -> {
            double[] scaled = row.clone();
            for (int i = 0; i < D; i++) {
                scaled[i] *= units[i];
            }
            return scaled;
        }).toArray(double[][]::new));
    }

    private static void assertSame(LinearRate expected, LinearRate actual, double[] units) {
        assertEquals(1, (1 + actual.lambda()) / (1 + expected.lambda()), ROUNDING);
        assertEquals(expected.rSquared(), actual.rSquared(), ROUNDING);
        for (int i = 0; i < D; i++) {
            assertEquals(expected.weights()[i], actual.weights()[i] * units[i], ROUNDING * 100, "weight " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("units")
    void withoutNoise(double[] units) {
        LinearRate expected = new LinearRegression(Samples.moments(ROWS), 1).solve(0, GAMMA, 0);
        assertSame(expected, new LinearRegression(in(units), 1).solve(0, GAMMA, 0), units);
    }

    /** The noise in the units of its feature. */
    @ParameterizedTest
    @MethodSource("units")
    void withNoise(double[] units) {
        double[] noise = new double[D * D];
        for (int i = 0; i < D * D; i++) {
            noise[i] = (i / D == i % D ? 0.5 : 0.1) * units[i / D] * units[i % D];
        }
        double[] same = new double[D * D];
        Arrays.setAll(same, i -> i / D == i % D ? 0.5 : 0.1);
        LinearRegression plain = new LinearRegression(Samples.moments(ROWS), 1);
        LinearRegression scaled = new LinearRegression(in(units), 1);
        LinearRate expected = plain.solve(0, GAMMA, plain.withNoise(same));
        LinearRate actual = scaled.solve(0, GAMMA, scaled.withNoise(noise));
        assertSame(expected, actual, units);
        assertEquals(expected.alphaSignal() / expected.alpha(), actual.alphaSignal() / actual.alpha(), ROUNDING,
                "fraction of the penalty due to noise");
        List<DirectionalShrinkage> directions = scaled.directions(0, actual, scaled.withNoise(noise));
        for (int j = 0; j < D; j++) {
            assertEquals(plain.directions(0, expected, plain.withNoise(same)).get(j).shrinkage(),
                    directions.get(j).shrinkage(), ROUNDING);
        }
    }

    /** In other units isotropic noise is not isotropic. The sum over directions of S is that of the noisy covariance. */
    @ParameterizedTest
    @MethodSource("units")
    void isotropicNoiseByDirection(double[] units) {
        LinearRegression regression = new LinearRegression(in(units), 1);
        for (double sigma : new double[] {0, 1e-12, 1e-6, 1, 1e6}) {
            LinearRate rate = regression.solve(0, GAMMA, sigma);
            double sum = regression.directions(0, rate, regression.withNoise(sigma)).stream()
                    .mapToDouble(one -> one.covariance() * one.covariance() / (one.signal() + one.noise())).sum();
            assertEquals(1, sum / VARIANCE / rate.rSquared(), ROUNDING, "sigma " + sigma);
        }
    }

    /** Least squares and James-Stein do not depend on units; ridge at a rate far below the least eigenvalue is least squares. */
    @ParameterizedTest
    @MethodSource("units")
    void whatOthersChoose(double[] units) {
        RidgeRegression expected = ridge(Samples.moments(ROWS));
        RidgeRegression actual = ridge(in(units));
        assertEquals(expected.unexplainedVariance(), actual.unexplainedVariance(), ROUNDING * expected.variance());
        assertEquals(JamesStein.of(expected).orElseThrow().lambda(), JamesStein.of(actual).orElseThrow().lambda(), ROUNDING);
        double rate = 1e-14 * actual.eigenvalues()[D - 1];
        assertEquals(1 + D, actual.effectiveDegreesOfFreedom(rate), ROUNDING);
        assertEquals(expected.unexplainedVariance(), actual.meanSquaredResidual(rate), ROUNDING * expected.variance());
        // Ridge regression by elimination where it is well conditioned, a rate of the size of the features that are alike.
        double[][] criteria = SelectionCriterion.of(List.of(actual), RidgeRegression::generalizedCrossValidation)
                .evaluate(new double[][] {{rate}});
        assertEquals(1, criteria[0][0] * Math.pow(1 - (1 + D) / 60.0, 2) / actual.unexplainedVariance(), ROUNDING);
    }

    private static RidgeRegression ridge(Moments joint) {
        return RidgeRegression.of(joint, new LinearRegression(joint, 1).clean().spectrum(), 0);
    }
}
