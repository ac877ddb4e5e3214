package bn.theory.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.Moments;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random samples, cut at random, against sums of 40 decimal digits. Each seed is a sample of another size and shape. */
class RowMomentsTest {
    private static final double ULP = Math.ulp(1.0);
    private static final MathContext EXACT = new MathContext(40);

    /** Skewed rows on a grid of 2^-10, so that shifting them by 1e6 rounds nothing. */
    private static double[] rows(Random random, int n, int d, double shift) {
        double[] rows = new double[n * d];
        for (int i = 0; i < rows.length; i++) {
            double common = random.nextGaussian();
            rows[i] = shift + Math.rint(1024 * (common + Math.exp(random.nextGaussian()) * (i % d))) / 1024;
        }
        return rows;
    }

    private static double[][] directions(Random random, int d) {
        // whole numbers, so that projections of the grid are exact and the comparison is of the moments alone
        return IntStream.range(0, 3).mapToObj(k -> random.ints(d, -3, 4).asDoubleStream().toArray()).toArray(double[][]::new);
    }

    private static List<RowMoments> pieces(Random random, double[] rows, int d, double[][] directions) {
        List<RowMoments> pieces = new ArrayList<>();
        int n = rows.length / d;
        for (int from = 0; from < n;) {
            RowMoments piece = new RowMoments(d, directions);
            int size = Math.min(n - from, 1 + random.nextInt(700));
            piece.add(rows, from, size);
            pieces.add(piece);
            from += size;
        }
        return pieces;
    }

    private static RowMoments sum(List<RowMoments> parts, int d, double[][] directions) {
        RowMoments sum = new RowMoments(d, directions);
        parts.forEach(sum::add);
        return sum;
    }

    private static double[] column(double[] rows, int d, double[] v) {
        double[] column = new double[rows.length / d];
        for (int i = 0; i < column.length; i++) {
            for (int j = 0; j < d; j++) {
                column[i] += v[j] * rows[i * d + j];
            }
        }
        return column;
    }

    private static BigDecimal mean(double[] x) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : x) {
            sum = sum.add(new BigDecimal(value));
        }
        return sum.divide(BigDecimal.valueOf(x.length), EXACT);
    }

    private static double power(double[] x, int k) {
        BigDecimal mean = mean(x);
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : x) {
            sum = sum.add(new BigDecimal(value).subtract(mean).pow(k), EXACT);
        }
        return sum.doubleValue();
    }

    /**
     * How far a k-th moment may be off: N additions round by a bit each of what was added; and each of at most N / 256 + 10
     * merges knows the means to a few bits of the largest value, which moves the moment by its derivative with respect to the
     * mean.
     */
    private static double bound(double[] x, int k) {
        double mean = mean(x).doubleValue();
        double largest = 0;
        double sum = 0;
        double derivative = 0;
        for (double value : x) {
            largest = Math.max(largest, Math.abs(value));
            sum += Math.pow(Math.abs(value - mean), k);
            derivative += k * Math.pow(Math.abs(value - mean), k - 1);
        }
        return ULP * (x.length * sum + (x.length / 256.0 + 10) * 2 * largest * derivative);
    }

    private static void assertMoments(double[] rows, int d, RowMoments actual) {
        Moments moments = actual.result();
        int n = rows.length / d;
        assertEquals(n, moments.count());
        double[][] unit = new double[d][d];
        for (int a = 0; a < d; a++) {
            unit[a][a] = 1;
        }
        for (int a = 0; a < d; a++) {
            double[] x = column(rows, d, unit[a]);
            BigDecimal meanA = mean(x);
            assertEquals(meanA.doubleValue(), moments.mean()[a], bound(x, 1) / n);
            for (int b = 0; b < d; b++) {
                double[] y = column(rows, d, unit[b]);
                BigDecimal meanB = mean(y);
                BigDecimal sum = BigDecimal.ZERO;
                for (int i = 0; i < n; i++) {
                    sum = sum.add(new BigDecimal(x[i]).subtract(meanA).multiply(new BigDecimal(y[i]).subtract(meanB)), EXACT);
                }
                // |xy| is at most half of x^2 + y^2
                assertEquals(sum.doubleValue(), moments.scatterMatrix()[a * d + b], bound(x, 2) + bound(y, 2), a + ", " + b);
            }
        }
        ProjectedMoments projected = actual.projected().orElseThrow();
        for (int k = 0; k < projected.directions().length; k++) {
            double[] x = column(rows, d, projected.directions()[k]);
            CentralMoments along = projected.along().get(k);
            assertEquals(n, along.count());
            assertEquals(mean(x).doubleValue(), along.mean(), bound(x, 1) / n);
            assertEquals(power(x, 2), along.second(), bound(x, 2));
            assertEquals(power(x, 3), along.third(), bound(x, 3));
            assertEquals(power(x, 4), along.fourth(), bound(x, 4));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void mergedInAnyOrderAndAnyGrouping(int seed) {
        Random random = new Random(seed);
        int d = 1 + random.nextInt(4);
        int n = 1 + random.nextInt(2500);
        for (double shift : new double[] {0, 1e6}) {
            double[] rows = rows(random, n, d, shift);
            double[][] directions = directions(random, d);
            List<RowMoments> pieces = pieces(random, rows, d, directions);
            assertMoments(rows, d, sum(pieces, d, directions));
            Collections.shuffle(pieces, random);
            int cut = random.nextInt(pieces.size() + 1);
            RowMoments left = sum(pieces.subList(0, cut), d, directions);
            left.add(sum(pieces.subList(cut, pieces.size()), d, directions));
            assertMoments(rows, d, left);
        }
    }

    /** On the grid the shift is exact, and so is the shift back: the moments must agree as closely as those of shuffled rows. */
    @Test
    void aLargeMeanLosesNothing() {
        double[] rows = rows(new Random(9), 2000, 2, 0);
        double[] shifted = rows.clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] += 1e6;
        }
        RowMoments moments = new RowMoments(2, new double[][] {{1, 2}});
        moments.add(shifted, 0, 2000);
        assertMoments(shifted, 2, moments);
        double[] x = column(shifted, 2, new double[] {1, 2});
        // eight digits of the fourth moment are left where naive sums of powers of 3e6 would have none
        assertTrue(bound(x, 4) < 1e-8 * power(x, 4));
    }

    @Test
    void threadsFillTheirOwnAndMerge() throws Exception {
        Random random = new Random(10);
        double[] rows = rows(random, 3000, 3, 5);
        double[][] directions = directions(random, 3);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Callable<RowMoments>> tasks = IntStream.range(0, 3).<Callable<RowMoments>>mapToObj(t -> () -> {
                RowMoments part = new RowMoments(3, directions);
                part.add(rows, 1000 * t, 1000);
                return part;
            }).toList();
            RowMoments sum = new RowMoments(3, directions);
            for (var future : threads.invokeAll(tasks)) {
                sum.add(future.get());
            }
            assertMoments(rows, 3, sum);
        } finally {
            threads.shutdown();
        }
    }

    /** Two values, by hand: -1 and 1 have kurtosis 1; 0, 0, 3 the skewness 1/sqrt 2, as its deviations are -1, -1, 2. */
    @Test
    void skewnessAndKurtosis() {
        CentralMoments two = CentralMoments.of(new double[] {-1, 1}, 2);
        assertEquals(-2, two.excessKurtosis());
        assertEquals(0, two.skewness());
        assertEquals(1 / Math.sqrt(2), CentralMoments.of(new double[] {0, 0, 3}, 3).skewness(), 4 * ULP);
        assertTrue(Double.isNaN(CentralMoments.of(new double[] {7}, 1).skewness()));
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        assertThrows(IllegalStateException.class, () -> new RowMoments(2).result());
        assertThrows(IndexOutOfBoundsException.class, () -> new RowMoments(2).add(new double[3], 0, 2));
        assertThrows(IllegalArgumentException.class, () -> new RowMoments(1, new double[][] {{1, 2}}));
        RowMoments one = new RowMoments(1, new double[][] {{1}});
        RowMoments two = new RowMoments(1, new double[][] {{2}});
        one.add(new double[] {1}, 0, 1);
        two.add(new double[] {1}, 0, 1);
        assertThrows(IllegalArgumentException.class, () -> one.add(two));
    }
}
