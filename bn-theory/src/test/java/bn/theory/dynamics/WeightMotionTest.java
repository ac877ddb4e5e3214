package bn.theory.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WeightMotionTest {
    private static final double ROUNDING = 1e-15;

    /** By hand: two steps of a unit on two inputs, of 60 and then 90 degrees. */
    @Test
    void meansOfTwoSteps() {
        WeightMotion motion = new WeightMotion(1);
        motion.add(new double[] {2, 0}, new double[] {0, 3});
        motion.add(new double[] {0.5, Math.sqrt(3) / 2}, new double[] {4, 0});
        motion.end(new double[] {-Math.sqrt(3), 1});
        UnitMotion unit = motion.unit(0);
        assertEquals((4 + 1) / 2.0, unit.squaredNorm(), ROUNDING);
        assertEquals((16 + 1) / 2.0, unit.fourthPower(), 10 * ROUNDING);
        assertEquals((0.25 + 1) / 2, unit.inverseSquare(), ROUNDING);
        assertEquals((9 + 16) / 2.0, unit.squaredGradient(), ROUNDING);
        assertEquals((4 * 9 + 16) / 2.0, unit.unitGradient(), 10 * ROUNDING);
        // |a|^2 + |b|^2 - 2 |a| |b| cos.
        assertEquals((4 + 1 - 2 + 1 + 4) / 2.0, unit.squaredStep(), 10 * ROUNDING);
        assertEquals((Math.PI * Math.PI / 9 + Math.PI * Math.PI / 4) / 2, unit.squaredAngle(), 10 * ROUNDING);
    }

    /** The cosine of this angle is 1 in float64. */
    @Test
    void smallAnglesKeepTheirDigits() {
        WeightMotion motion = new WeightMotion(1);
        motion.add(new double[] {3, 4}, new double[] {1, 0});
        motion.end(new double[] {3 - 4e-10, 4 + 3e-10});
        // w' is rounded to 4e-16 of its size, next to a step of 5e-10.
        assertEquals(1e-10, Math.sqrt(motion.unit(0).squaredAngle()), 1e-15);
    }

    /** Weights that only shrink do not turn, and a unit without gradients is none that T10 speaks of. */
    @Test
    void decayAloneTurnsNothing() {
        WeightMotion motion = new WeightMotion(2);
        motion.add(new double[] {3, 4, 1, 1}, new double[] {0, 0, 1, 0});
        motion.end(new double[] {1.5, 2, 1, 0});
        assertEquals(0, motion.unit(0).squaredAngle());
        assertEquals(1, motion.reached().size());
        assertTrue(motion.reached().get(0).squaredAngle() > 0.6);
    }
}
