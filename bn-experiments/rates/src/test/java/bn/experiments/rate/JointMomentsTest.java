package bn.experiments.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.Moments;
import bn.api.backend.Backend;
import bn.experiments.data.Examples;
import bn.experiments.data.ImageSize;
import bn.experiments.data.Targets;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.testing.Cpu;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JointMomentsTest {

    /** More examples than a block, against the definition. Sums of 2,500 numbers of at most 1 round in the 13th digit. */
    @Test
    void momentsOfFeaturesAndTargets() {
        Examples examples = SyntheticDigits.draw(3, 2500, 1).pool(7).train();
        assertFalse(examples.stream().bytes());
        check(examples);
    }

    /** Pixels as they are go to the kernel for bytes, also some of them in another order. */
    @Test
    void momentsOfBytes() {
        int count = 2600;
        Random random = new Random(1);
        byte[] pixels = new byte[count * 12];
        random.nextBytes(pixels);
        int[] labels = random.ints(count, 0, 3).toArray();
        Examples examples = Examples.ofImages(new ImageSize(3, 4), pixels, new Targets.Labels(labels, 3));
        assertTrue(examples.stream().bytes());
        check(examples);
        check(examples.limit(10));
        check(examples.select(random.ints(2500, 0, count).toArray()));
    }

    @Test
    void noBytesWhereTargetsAreNumbers() {
        Examples examples = Examples.ofImages(new ImageSize(1, 2), new byte[] {1, 2, 3, 4, 5, -6},
                new Targets.Values(new double[] {0.5, 2, -1}));
        assertFalse(examples.stream().bytes());
        check(examples);
    }

    /** Four matrices of float64 and a block are needed; a matrix of 50,000 columns is no array at all. */
    @Test
    void momentsThatDoNotFitAreRefusedBefore() {
        long most = Runtime.getRuntime().maxMemory();
        long columns = (long) Math.sqrt(most / 32.0);
        String message = assertThrows(BnException.class, () -> JointMoments.requireMemory("a covariance", columns)).getMessage();
        assertTrue(message.startsWith("a covariance of " + columns + " columns needs ") && message.contains("GB of memory"),
                message);
        JointMoments.requireMemory("a covariance", columns / 2);
        message = assertThrows(BnException.class, () -> JointMoments.requireMemory("a covariance", 50_000)).getMessage();
        assertTrue(message.contains("too large; at most 46340"), message);
    }

    private static void check(Examples examples) {
        int width = examples.features() + examples.targets();
        double[][] rows = new double[examples.count()][width];
        double[] mean = new double[width];
        for (int i = 0; i < rows.length; i++) {
            examples.copyFeatures(i, rows[i], 0);
            examples.copyTargets(i, rows[i], examples.features());
            for (int j = 0; j < width; j++) {
                mean[j] += rows[i][j] / rows.length;
            }
        }
        try (Backend backend = Cpu.open()) {
            Moments moments = new JointMoments(backend).of(examples);
            assertEquals(rows.length, moments.count());
            for (int a = 0; a < width; a++) {
                assertEquals(mean[a], moments.mean()[a], 1e-13);
                for (int b = 0; b < width; b++) {
                    double covariance = 0;
                    for (double[] row : rows) {
                        covariance += (row[a] - mean[a]) * (row[b] - mean[b]) / rows.length;
                    }
                    assertEquals(covariance, moments.covariance(a, b), 1e-13, a + ", " + b);
                }
            }
        }
    }
}
