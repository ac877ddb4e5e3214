package bn.experiments.study.choice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.Examples;
import bn.experiments.data.Targets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorruptionTest {
    private static final int COUNT = 10_000;
    private static final int CLASSES = 4;

    private static Examples clean() {
        return Examples.ofRows(new double[2 * COUNT], 2, IntStream.range(0, COUNT).toArray(),
                new Targets.Labels(new int[COUNT], CLASSES));
    }

    @Test
    void nothing() {
        Examples clean = clean();
        assertSame(clean, Corruption.NONE.of(clean, 1, 1));
    }

    /** A fourth of the labels drawn anew stays; bounds of four standard errors. Smaller shares are contained in larger ones. */
    @Test
    void labels() {
        Examples some = new Corruption(0.4, 0).of(clean(), 1, 7);
        Examples more = new Corruption(0.8, 0).of(clean(), 1, 7);
        int changed = 0;
        for (int i = 0; i < COUNT; i++) {
            changed += some.label(i) != 0 ? 1 : 0;
            assertTrue(some.label(i) == 0 || more.label(i) == some.label(i));
        }
        assertEquals(0.3, (double) changed / COUNT, 4 * Math.sqrt(0.3 * 0.7 / COUNT));
    }

    /** Mean, deviation and product of two examples within four standard errors; the same in any order; a multiple of smaller. */
    @Test
    void inputs() {
        Examples noisy = new Corruption(0, 0.5).of(clean(), 3, 7);
        double[] values = new double[2 * COUNT];
        for (int i = COUNT - 1; i >= 0; i--) {
            noisy.copyFeatures(i, values, 2 * i);
        }
        double mean = IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
        double square = IntStream.range(0, values.length).mapToDouble(i -> values[i] * values[i]).average().orElseThrow();
        double product = IntStream.range(2, values.length).mapToDouble(i -> values[i] * values[i - 2]).average().orElseThrow();
        assertEquals(0, product, 4 * 1.5 * 1.5 / Math.sqrt(values.length));
        assertEquals(0, mean, 4 * 1.5 / Math.sqrt(values.length));
        assertEquals(1.5, Math.sqrt(square), 4 * 1.5 / Math.sqrt(2.0 * values.length));
        double[] first = new double[2];
        new Corruption(0, 1).of(clean(), 3, 7).copyFeatures(0, first, 0);
        assertArrayEquals(new double[] {2 * values[0], 2 * values[1]}, first, 1e-15);
    }
}
