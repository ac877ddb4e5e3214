package bn.theory.moments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.Moments;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    private static List<RowMoments> pieces(Random random, double[] rows, int d) {
        List<RowMoments> pieces = new ArrayList<>();
        int n = rows.length / d;
        for (int from = 0; from < n;) {
            RowMoments piece = new RowMoments(d);
            int size = Math.min(n - from, 1 + random.nextInt(700));
            piece.add(rows, from, size);
            pieces.add(piece);
            from += size;
        }
        return pieces;
    }

    private static RowMoments sum(List<RowMoments> parts, int d) {
        RowMoments sum = new RowMoments(d);
        parts.forEach(sum::merge);
        return sum;
    }

    private static double[] column(double[] rows, int d, int j) {
        return IntStream.range(0, rows.length / d).mapToDouble(i -> rows[i * d + j]).toArray();
    }

    private static BigDecimal mean(double[] x) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : x) {
            sum = sum.add(new BigDecimal(value));
        }
        return sum.divide(BigDecimal.valueOf(x.length), EXACT);
    }

    /**
     * Bound of the error of a k-th moment: each of N additions has a rounding error relative to the sum; and each of at most
     * N / 254 + 10 merges has an error of the means of a few bits of the largest value, times the derivative with respect to the
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
        return ULP * (x.length * sum + (x.length / 254.0 + 10) * 2 * largest * derivative);
    }

    private static void assertMoments(double[] rows, int d, RowMoments actual) {
        Moments moments = actual.result();
        int n = rows.length / d;
        assertEquals(n, moments.count());
        for (int a = 0; a < d; a++) {
            double[] x = column(rows, d, a);
            BigDecimal meanA = mean(x);
            assertEquals(meanA.doubleValue(), moments.mean()[a], bound(x, 1) / n);
            for (int b = 0; b < d; b++) {
                double[] y = column(rows, d, b);
                BigDecimal meanB = mean(y);
                BigDecimal sum = BigDecimal.ZERO;
                for (int i = 0; i < n; i++) {
                    sum = sum.add(new BigDecimal(x[i]).subtract(meanA).multiply(new BigDecimal(y[i]).subtract(meanB)), EXACT);
                }
                // |xy| is at most half of x^2 + y^2
                assertEquals(sum.doubleValue(), moments.scatterMatrix()[a * d + b], bound(x, 2) + bound(y, 2), a + ", " + b);
            }
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
            List<RowMoments> pieces = pieces(random, rows, d);
            assertMoments(rows, d, sum(pieces, d));
            Collections.shuffle(pieces, random);
            int cut = random.nextInt(pieces.size() + 1);
            RowMoments left = sum(pieces.subList(0, cut), d);
            left.merge(sum(pieces.subList(cut, pieces.size()), d));
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
        RowMoments moments = new RowMoments(2);
        moments.add(shifted, 0, 2000);
        assertMoments(shifted, 2, moments);
        // Seven digits of the variance are left, where the mean square less the squared mean, 1e12 each, would leave four.
        assertTrue(bound(column(shifted, 2, 1), 2) < 1e-7 * moments.result().scatterMatrix()[3]);
    }

    /** Odd and even widths, below and above the tile of 256 columns; counts that are no multiple of what is taken at a time. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "7, 2", "100, 255", "255, 3", "256, 254", "257, 508", "601, 511"})
    void wideRowsAreTheSumOfTheirProducts(int d, int n) {
        double[] rows = rows(new Random(d), n, d, 3);
        RowMoments moments = new RowMoments(d);
        moments.add(rows, 0, n);
        double[] mean = IntStream.range(0, d).mapToDouble(j -> Arrays.stream(column(rows, d, j)).sum() / n).toArray();
        double[] scatter = moments.result().scatterMatrix();
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < d; b++) {
                double sum = 0;
                double size = 0;
                for (int i = 0; i < n; i++) {
                    double product = (rows[i * d + a] - mean[a]) * (rows[i * d + b] - mean[b]);
                    sum += product;
                    size += Math.abs(product);
                }
                assertEquals(scatter[a * d + b], scatter[b * d + a]);
                // Each of n products and sums rounds in both; means of n numbers below 1024 are off by n ulps of that at most.
                assertEquals(sum, scatter[a * d + b], 4 * n * ULP * (size + n * 1024), a + ", " + b);
            }
        }
    }

    @Test
    void aConstantColumnStaysConstantInAnyGrouping() {
        RowMoments all = new RowMoments(2);
        for (int piece = 0; piece < 5; piece++) {
            RowMoments part = new RowMoments(2);
            double[] rows = new double[2 * 300];
            for (int i = 0; i < rows.length; i += 2) {
                rows[i] = 0.1;
                rows[i + 1] = i * piece;
            }
            part.add(rows, 0, 300);
            all.merge(part);
        }
        assertEquals(0.1, all.result().mean()[0]);
        assertArrayEquals(new double[3], Arrays.copyOf(all.result().scatterMatrix(), 3));
    }

    @Test
    void mergingDoesNotChangeTheOther() {
        RowMoments other = new RowMoments(1);
        other.add(new double[] {1, 2}, 0, 2);
        RowMoments sum = new RowMoments(1);
        sum.merge(other);
        sum.add(new double[] {7}, 0, 1);
        sum.merge(other);
        assertEquals(new Moments(2, new double[] {1.5}, new double[] {0.5}), other.result());
        assertEquals(5, sum.count());
    }

    /** Half a matrix, and nothing of the block that it was filled by; what comes back goes on. */
    @Test
    void isSerializedAsATriangle() throws Exception {
        int d = 200;
        double[] rows = rows(new Random(11), 600, d, 0);
        RowMoments whole = new RowMoments(d);
        whole.add(rows, 0, 400);
        assertEquals(Double.BYTES * (d * (d + 1) / 2 + d), serialized(whole).length, 1000);
        RowMoments back = deserialized(serialized(whole));
        assertEquals(whole.result(), back.result());
        back.add(rows, 400, 200);
        whole.add(rows, 400, 200);
        assertEquals(whole.result(), back.result());
        assertEquals(0, serialized(new RowMoments(d)).length, 1000 + Double.BYTES * d);
        assertThrows(IllegalStateException.class, () -> deserialized(serialized(new RowMoments(d))).result());
    }

    private static byte[] serialized(RowMoments moments) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(moments);
        }
        return bytes.toByteArray();
    }

    private static RowMoments deserialized(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (RowMoments) in.readObject();
        }
    }

    @Test
    void threadsFillTheirOwnAndMerge() throws Exception {
        Random random = new Random(10);
        double[] rows = rows(random, 3000, 3, 5);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Callable<RowMoments>> tasks = IntStream.range(0, 3).<Callable<RowMoments>>mapToObj(t -> () -> {
                RowMoments part = new RowMoments(3);
                part.add(rows, 1000 * t, 1000);
                return part;
            }).toList();
            RowMoments sum = new RowMoments(3);
            for (var future : threads.invokeAll(tasks)) {
                sum.merge(future.get());
            }
            assertMoments(rows, 3, sum);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        assertThrows(IllegalStateException.class, () -> new RowMoments(2).result());
        assertThrows(IllegalArgumentException.class, () -> new RowMoments(0));
        assertThrows(IllegalArgumentException.class, () -> new RowMoments(65_536));
        assertThrows(IndexOutOfBoundsException.class, () -> new RowMoments(2).add(new double[3], 0, 2));
        RowMoments one = new RowMoments(1);
        RowMoments two = new RowMoments(2);
        one.add(new double[] {1}, 0, 1);
        two.add(new double[] {1, 2}, 0, 1);
        assertThrows(IllegalArgumentException.class, () -> one.merge(two));
    }
}
