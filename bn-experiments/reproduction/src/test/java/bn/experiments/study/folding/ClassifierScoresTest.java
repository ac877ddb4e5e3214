package bn.experiments.study.folding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ClassifierScoresTest {

    /** Outputs of two classes whose first has a probability. */
    private static double logit(double probability) {
        return Math.log(probability / (1 - probability));
    }

    /**
     * Probabilities 0.72 and 0.68 share the bin from 10/15 to 11/15, 0.95 is in the last, 0.55 in that from 8/15 to 9/15. One
     * of the
     * first two is right, so their bin is off by |0.5 - 0.7|; the third is right, the fourth wrong.
     */
    @Test
    void byHand() {
        double[] p = {0.72, 0.68, 0.95, 0.55};
        int[] labels = {0, 1, 0, 1};
        double[] outputs = new double[8];
        for (int i = 0; i < 4; i++) {
            outputs[2 * i] = logit(p[i]) + 5;
            outputs[2 * i + 1] = 5;
        }
        ClassifierScores prediction = ClassifierScores.of(outputs, labels);
        assertEquals(0.5, prediction.accuracy());
        assertEquals(-(Math.log(0.72) + Math.log(0.32) + Math.log(0.95) + Math.log(0.45)) / 4, prediction.loss(), 1e-14);
        assertEquals((2 * 0.2 + 0.05 + 0.55) / 4, prediction.calibrationError(), 1e-14);
    }

    /** A probability of 1 belongs to the last bin, and huge outputs do not overflow. */
    @Test
    void certainty() {
        ClassifierScores prediction = ClassifierScores.of(new double[] {1000, 0, 1000, 0}, new int[] {0, 1});
        assertEquals(500, prediction.loss());
        assertEquals(0.5, prediction.calibrationError());
    }
}
