package bn.experiments.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BatchMeansTest {

    /** Mean and standard error of three numbers, by hand. */
    @Test
    void meansHaveStandardErrors() {
        BatchMeans means = new BatchMeans();
        assertTrue(Double.isNaN(means.mean().mean()));
        means.add(1);
        assertTrue(Double.isNaN(means.mean().standardError()));
        means.add(2);
        means.add(6);
        assertEquals(new BatchMean(3, Math.sqrt(14 / 2.0 / 3), 3), means.mean());
    }

    /** Parts of one, two and no batches, next to the numbers all at once. */
    @Test
    void partsAreMerged() {
        BatchMeans merged = new BatchMeans();
        for (double[] part : new double[][] {{}, {1}, {2, 6}, {}}) {
            BatchMeans means = new BatchMeans();
            for (double value : part) {
                means.add(value);
            }
            merged.merge(means);
        }
        assertEquals(3, merged.mean().mean(), 1e-15);
        assertEquals(Math.sqrt(14 / 2.0 / 3), merged.mean().standardError(), 1e-15);
        assertEquals(3, merged.mean().batches());
    }
}
