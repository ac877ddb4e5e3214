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
}
