package bn.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassSumsTest {
    private static ClassSums sums(int most, double... keys) {
        ClassSums sums = new ClassSums(1, most);
        for (double key : keys) {
            sums.add(key, same -> same, new double[] {key * key}, 0);
        }
        return sums;
    }

    private static ClassSums merged(int most, List<ClassSums> parts) {
        ClassSums all = new ClassSums(1, most);
        parts.forEach(all::merge);
        return all;
    }

    /** Whatever way it takes: parts that have too many, and parts that have too many together, also by way of empty ones. */
    @Test
    void tooManyClassesAreNotForgotten() {
        assertTrue(merged(2, List.of(merged(2, List.of(sums(2, 1, 2, 3))), sums(2, 1))).tooMany());
        assertTrue(merged(2, List.of(sums(2, 1), merged(2, List.of(sums(2, 1, 2), sums(2, 3))))).tooMany());
        assertTrue(merged(2, List.of(merged(2, List.of(merged(2, List.of(sums(2, 1, 2), sums(2, 3))))))).tooMany());
        assertEquals(2, merged(2, List.of(sums(2, 1, 2), sums(2, 2))).keys().size());
    }

    /**
     * With a mean of 1e8 the rows are off by 1e-8 each, but exactly so: rows on a grid have exact differences, and the sums of 3000 of
     * them are exact.
     */
    @Test
    void aLargeMeanCostsNothingInAnyOrder() {
        Random random = new Random(1);
        List<ClassSums> parts = new ArrayList<>();
        double[] sum = new double[2];
        long[] count = new long[2];
        for (int part = 0; part < 10; part++) {
            ClassSums sums = new ClassSums(1, 2);
            for (int i = 0; i < 300; i++) {
                int key = random.nextInt(2);
                double value = random.nextInt(1000) * 0x1p-10;
                sums.add(key, same -> same, new double[] {1e8 + value}, 0);
                sum[key] += value;
                count[key]++;
            }
            parts.add(sums);
        }
        double mean = (sum[0] + sum[1]) / 3000;
        for (int order = 0; order < 3; order++) {
            Collections.shuffle(parts, random);
            ClassSums all = merged(2, parts);
            for (int key = 0; key < 2; key++) {
                assertEquals(count[key], all.count(key));
                assertArrayEquals(new double[] {sum[key] - count[key] * mean}, all.deviation(key), 1e-12 * sum[key]);
            }
        }
    }
}
