package bn.theory.spectral;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.Moments;
import bn.theory.moments.RowMoments;
import bn.theory.oracle.Samples;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhiteningTest {
    private static final int D = 12;
    /** Some d roundings of numbers of order 1 to 100. */
    private static final double ROUNDING = 1e-12;

    /** Twelve columns of which one is constant and two depend on others. */
    private static double[][] dependent() {
        double[][] rows = Samples.gaussian(60, D, new Random(2));
        for (double[] row : rows) {
            row[3] = row[1] - 2 * row[2];
            row[7] = 0.1;
            row[9] = row[0] + row[1];
        }
        return rows;
    }

    /** In other units as well: columns times 1e-9 and 1e9. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-9, 1e9, 1e-3})
    void theRankDoesNotDependOnUnits(double unit) {
        double[][] rows = dependent();
        for (double[] row : rows) {
            row[1] *= unit;
            row[5] /= unit;
            row[9] *= unit;
        }
        Whitening whitening = Whitening.of(Samples.moments(rows), D);
        assertEquals(D - 3, whitening.rank());
        assertEquals(D - 3, whitening.spectrum().rank());
        assertEquals(0, Whitening.of(new double[4], 2).rank());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-9, 1e9})
    void whiteningMakesTheCovarianceTheIdentity(double unit) {
        double[][] rows = Samples.regression(60, 5, 5);
        for (double[] row : rows) {
            row[4] = unit * (row[0] - row[1]);
        }
        Whitening whitening = Whitening.of(Samples.moments(rows), 6);
        double[] map = whitening.matrix();
        int rank = whitening.rank();
        assertEquals(5, rank);
        double[][] whitened = new double[rows.length][rank];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rank; j++) {
                for (int k = 0; k < 6; k++) {
                    whitened[i][j] += map[j * 6 + k] * rows[i][k];
                }
            }
            double[] point = new double[rank];
            for (int j = 0; j < rank; j++) {
                point[j] = whitened[i][j];
            }
            assertArrayEquals(point, whitening.whiten(rows[i]), 1e-10, "a row is whitened by the matrix");
        }
        double[] identity = new double[rank * rank];
        for (int j = 0; j < rank; j++) {
            identity[j * rank + j] = 1;
        }
        assertArrayEquals(identity, Samples.moments(whitened).covariance(), ROUNDING);
    }

    /**
     * A feature twice, in two units: the weights of least norm are in the ratio of the deviations, v_i = D_i c / (D_i^2 + D_k^2).
     */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-5, 1e-9, 1e9})
    void theSolutionOfLeastNormIsThatOfTheUnits(double unit) {
        // Deviations unit and 1, correlation 1; a third feature apart.
        double[] s = {unit * unit, unit, 0, unit, 1, 0, 0, 0, 4};
        double[] v = Whitening.of(s, 3).solve(new double[] {3 * unit, 3, 2});
        assertEquals(1, v[0] / (3 * unit / (1 + unit * unit)), ROUNDING);
        assertEquals(1, v[1] / (3 / (1 + unit * unit)), ROUNDING);
        assertEquals(0.5, v[2], ROUNDING);
        // Among eight more features, where few directions are redundant and another way is taken.
        double[] more = new double[11 * 11];
        for (int i = 0; i < 11; i++) {
            more[i * 12] = 1;
        }
        for (int i = 0; i < 9; i++) {
            more[i / 3 * 11 + i % 3] = s[i];
        }
        double[] w = Whitening.of(more, 11).solve(new double[] {3 * unit, 3, 2, 0, 0, 0, 0, 0, 0, 0, 1});
        for (int i = 0; i < 3; i++) {
            assertEquals(1, w[i] / v[i], ROUNDING);
        }
        assertEquals(1, w[10], ROUNDING);
    }

    /**
     * Two features twice, in units 1e9 and 1e-9 apart and far from each other: each pair has its own solution, and none takes
     * digits from the other.
     */
    @Test
    void severalRedundantFeatures() {
        double[] deviations = {1e9, 1e-9, 1, 1e-6, 3, 5, 7, 11, 13, 17};
        int d = deviations.length;
        double[] s = new double[d * d];
        for (int i = 0; i < d; i++) {
            s[i * d + i] = deviations[i] * deviations[i];
        }
        for (int i = 0; i < 4; i += 2) {
            s[i * d + i + 1] = deviations[i] * deviations[i + 1];
            s[(i + 1) * d + i] = s[i * d + i + 1];
        }
        double[] c = deviations.clone();
        Whitening whitening = Whitening.of(s, d);
        assertEquals(d - 2, whitening.rank());
        double[] v = whitening.solve(c);
        for (int i = 0; i < d; i++) {
            double square = deviations[i] * deviations[i] + (i < 4 ? deviations[i ^ 1] * deviations[i ^ 1] : 0);
            assertEquals(1, v[i] / (deviations[i] / square), ROUNDING, "weight " + i);
        }
    }

    /** Moments by plain sums, whose mean of a constant has an error in about the tenth digit. */
    @ParameterizedTest
    @ValueSource(ints = {10, 1000, 1_000_000})
    void aConstantIsFoundHoweverItsMeanWasSummed(int count) {
        double[] columns = {0.1, 1e13 / 3, 0, 0};
        Random random = new Random(4);
        double[][] rows = new double[count][];
        double[] sum = new double[4];
        for (int k = 0; k < count; k++) {
            rows[k] = new double[] {columns[0], columns[1], random.nextGaussian() + 100, k % 7};
            for (int i = 0; i < 4; i++) {
                sum[i] += rows[k][i];
            }
        }
        double[] mean = Arrays.stream(sum).map(each -> each / count).toArray();
        double[] scatter = new double[16];
        for (double[] row : rows) {
            for (int i = 0; i < 16; i++) {
                scatter[i] += (row[i / 4] - mean[i / 4]) * (row[i % 4] - mean[i % 4]);
            }
        }
        Moments moments = new Moments(count, mean, scatter);
        assertTrue(Covariances.isConstant(moments, 0) && Covariances.isConstant(moments, 1));
        assertTrue(!Covariances.isConstant(moments, 2) && !Covariances.isConstant(moments, 3));
    }

    /** A constant has variance 0 in accumulators and after merges. */
    @Test
    void aConstantOverPartsIsExact() {
        double[][] rows = new double[1000][];
        Random random = new Random(5);
        for (int k = 0; k < rows.length; k++) {
            rows[k] = new double[] {0.1, random.nextGaussian(), 1e15 / 7};
        }
        RowMoments whole = new RowMoments(3);
        Moments parts = null;
        for (int from = 0; from < rows.length; from += 37) {
            double[][] some = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + 37));
            RowMoments part = new RowMoments(3);
            part.add(Samples.flat(some), 0, some.length);
            parts = parts == null ? part.result() : parts.merge(part.result());
            whole.merge(part);
        }
        for (Moments moments : new Moments[] {parts, whole.result()}) {
            assertEquals(0, moments.covariance(0, 0));
            assertTrue(Covariances.isConstant(moments, 0) && Covariances.isConstant(moments, 2));
            assertTrue(!Covariances.isConstant(moments, 1));
        }
    }

    /** Far from 0 but not constant: whole numbers that float64 holds exactly. */
    @ParameterizedTest
    @ValueSource(doubles = {1e13, 9e15})
    void numbersFarFromZeroAreData(double start) {
        double[][] rows = new double[200_000][];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = new double[] {start + k % 7, 2.0 * (k % 7)};
        }
        assertTrue(!Covariances.isConstant(Samples.moments(rows), 0));
        assertTrue(!Covariances.isConstant(Samples.moments(Arrays.copyOf(rows, 10)), 0));
    }

    @Test
    void whatIsNoCovarianceIsTold() {
        double bar = 1e-9;
        assertTrue(Covariances.isSemidefinite(Samples.moments(dependent()).covariance(), D, bar));
        assertTrue(Covariances.isSemidefinite(new double[] {1, 1e9, 1e9, 1e18}, 2, bar));
        assertTrue(!Covariances.isSemidefinite(new double[] {1, 3, 3, 1}, 2, bar));
        assertTrue(!Covariances.isSemidefinite(new double[] {1e-18, 3, 3, 1e18}, 2, bar));
        assertTrue(!Covariances.isSemidefinite(new double[] {0, 1e-3, 1e-3, 1}, 2, bar));
        assertTrue(!Covariances.isSemidefinite(new double[] {1, 0, 0, -1e-12}, 2, bar));
        // Each pair could be, all three could not: 1 - 2 * 0.6 < 0.
        double[] three = {1, -0.6, -0.6, -0.6, 1, -0.6, -0.6, -0.6, 1};
        assertTrue(!Covariances.isSemidefinite(three, 3, bar));
        double[] border = {1, -0.5, -0.5, -0.5, 1, -0.5, -0.5, -0.5, 1};
        assertTrue(Covariances.isSemidefinite(border, 3, bar));
    }
}
