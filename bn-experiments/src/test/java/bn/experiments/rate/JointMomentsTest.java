package bn.experiments.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.Moments;
import bn.api.backend.Backend;
import bn.experiments.Cpu;
import bn.experiments.data.Examples;
import bn.experiments.data.digits.SyntheticDigits;
import org.junit.jupiter.api.Test;

class JointMomentsTest {

    /** More examples than a block, against the definition. Sums of 2,500 numbers of at most 1 round in the 13th digit. */
    @Test
    void momentsOfFeaturesAndTargets() {
        Examples examples = SyntheticDigits.draw(3, 2500, 1).pool(7).train();
        int width = examples.features() + examples.targets();
        double[][] rows = new double[examples.count()][width];
        double[] mean = new double[width];
        for (int i = 0; i < rows.length; i++) {
            examples.copyFeatures(i, rows[i], 0);
            rows[i][examples.features() + examples.label(i)] = 1;
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
