package bn.experiments.study.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OutputLossTest {
    private static final double STEP = 1e-4;
    /** Central differences: STEP^2 times third derivatives of order 1, and rounding 1e-16 / STEP^2. */
    private static final double TOLERANCE = 1e-6;
    private static final int[] LABELS = {2, 0};

    private static void checkDerivatives(OutputLoss loss, double[] h, int example) {
        int k = h.length;
        double[] gradient = new double[k];
        double[] hessian = new double[k * k];
        loss.derivatives(example, h, gradient, hessian);
        for (int i = 0; i < k; i++) {
            assertEquals((at(loss, h, example, i, 1, i, 0) - at(loss, h, example, i, -1, i, 0)) / (2 * STEP), gradient[i],
                    TOLERANCE);
            for (int j = 0; j < k; j++) {
                double mixed = at(loss, h, example, i, 1, j, 1) - at(loss, h, example, i, 1, j, -1)
                        - at(loss, h, example, i, -1, j, 1) + at(loss, h, example, i, -1, j, -1);
                assertEquals(mixed / (4 * STEP * STEP), hessian[i * k + j], TOLERANCE);
            }
        }
    }

    private static double at(OutputLoss loss, double[] h, int example, int i, int first, int j, int second) {
        double[] moved = h.clone();
        moved[i] += first * STEP;
        moved[j] += second * STEP;
        return loss.value(example, moved);
    }

    @Test
    void valuesAndDerivativesOfTheLinearLossesFit() {
        for (LinearLoss kind : LinearLoss.values()) {
            checkDerivatives(kind.loss(LABELS, 3), new double[] {0.3, -1.2, 0.8}, 0);
            checkDerivatives(kind.loss(LABELS, 3), new double[] {1.1, 0.4, -0.6}, 1);
        }
    }

    @Test
    void awayFromKinksTheHeadIsSmooth() {
        double[] weights = new SplittableRandom(1).doubles(3 * 4, -1, 1).toArray();
        ReluHeadLoss head = new ReluHeadLoss(weights, new double[] {0.1, -0.2, 0.3}, LABELS);
        checkDerivatives(head, new double[] {0.3, -1.2, 0.8, -0.5}, 0);
        checkDerivatives(head, new double[] {-0.4, 1.2, 0.8, 0.5}, 1);
    }
}
