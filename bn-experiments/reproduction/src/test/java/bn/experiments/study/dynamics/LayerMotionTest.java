package bn.experiments.study.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.theory.dynamics.ScaleInvariantSgd;
import bn.theory.dynamics.WeightMotion;
import org.junit.jupiter.api.Test;

class LayerMotionTest {
    private static final double ROUNDING = 1e-12;

    /** Two units on two inputs; the second is never reached by a gradient, and so has no part in anything. */
    @Test
    void sumsByHand() {
        WeightMotion sums = new WeightMotion(2);
        sums.add(new double[] {2, 0, 5, 5}, new double[] {0, 3, 0, 0});
        sums.add(new double[] {0, 1, 5, 5}, new double[] {4, 0, 0, 0});
        LayerMotion motion = new LayerMotion(sums);
        assertEquals((16 + 1) / 2.0, motion.fourthPower(), ROUNDING);
        assertEquals(Math.PI / 2, motion.angle(), ROUNDING);
        assertEquals((0.25 + 1) / 2, motion.inverseSquare(), ROUNDING);
        // G = mean of |w|^2 |g|^2 = (4 * 9 + 1 * 16) / 2; at equilibrium |w|^4 = eta G / (2 kappa (1 - theta)).
        assertEquals(0.1 * 26 / (2 * 0.01 * (1 - 0.9)), motion.predictedFourthPower(new ScaleInvariantSgd(0.1, 0.01, 0.9)),
                1000 * ROUNDING);
    }

    /** Steps of plain gradient descent without decay have the mean square of uncorrelated gradients by definition. */
    @Test
    void stepsOfPlainDescentAreUncorrelated() {
        WeightMotion sums = new WeightMotion(1);
        double[] w = {1, 2};
        double[] gradient = {0.3, -0.4};
        for (int step = 0; step < 5; step++) {
            sums.add(w, gradient);
            w = new double[] {w[0] - 0.1 * gradient[0], w[1] - 0.1 * gradient[1]};
            gradient = new double[] {-gradient[1], gradient[0]};
        }
        sums.end(w);
        LayerMotion motion = new LayerMotion(sums);
        assertEquals(1, motion.correlation(0.1, 0), ROUNDING);
    }

    @Test
    void alignmentIsTheMeanCosine() {
        assertEquals(0, LayerMotion.alignment(new double[] {1, 0, 0, 2}, new double[] {0, 5, 7, 0}, 2), ROUNDING);
        assertEquals(1, LayerMotion.alignment(new double[] {1, 0}, new double[] {-3, 0}, 1), ROUNDING);
        assertEquals(0, LayerMotion.alignment(new double[] {1, 0}, new double[] {0, 0}, 1));
    }
}
