package bn.conformance.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Adam;
import bn.api.kernel.AdamKernel;
import bn.api.kernel.Sgd;
import bn.conformance.check.Fixture;
import org.junit.jupiter.api.Test;

/** Steps by hand, and of gradients that do not change. */
class ReferenceUpdateTest {
    private static final Shape ONE = Shape.of(1);

    private final Fixture fixture = Fixture.reference();
    private final Tensor parameter = fixture.tensor(ONE, 8);
    private final Tensor velocity = fixture.tensor(ONE, 0);
    private final Tensor mean = fixture.tensor(ONE, 0);
    private final Tensor variance = fixture.tensor(ONE, 0);

    private double sgd(double gradient, Sgd step) {
        fixture.backend().update().sgd(parameter, fixture.tensor(ONE, gradient), velocity, step);
        return parameter.toDoubles()[0];
    }

    private double adam(double gradient, Adam step, long number) {
        fixture.backend().optional(AdamKernel.class).orElseThrow().adam(parameter, fixture.tensor(ONE, gradient), mean, variance,
                step, number);
        return parameter.toDoubles()[0];
    }

    /** g = 1 + 8/4 = 3, velocity 3; then g = -2 + 5/4 = -0.75, velocity 0.75. */
    @Test
    void twoStepsWithMomentumByHand() {
        Sgd step = new Sgd(1, 0.5, 0.25);
        assertEquals(8 - 3, sgd(1, step));
        assertEquals(5 - 0.75, sgd(-2, step));
        assertArrayEquals(new double[] {0.75}, velocity.toDoubles());
    }

    /** g = 3 as above, direction 3 + 3/2; then g = -2 + 3.5/4 = -1.125, velocity 0.375, direction -1.125 + 0.1875. */
    @Test
    void twoStepsOfNesterovByHand() {
        Sgd step = new Sgd(1, 0.5, 0.25, true);
        assertEquals(8 - 4.5, sgd(1, step));
        assertEquals(3.5 + 0.9375, sgd(-2, step));
        assertArrayEquals(new double[] {0.375}, velocity.toDoubles());
    }

    /**
     * Means 1, 0 and 2, corrected by 1/2, 3/4 and 7/8; second moments 1, 1 and 4.75, corrected by 1/4, 7/16 and 37/64.
     */
    @Test
    void threeStepsOfAdamByHand() {
        Adam step = new Adam(2, 0.5, 0.75, 1, 0, false);
        assertEquals(8 - 2 * 2 / (2 + 1.), adam(2, step, 1), 1e-15);
        assertEquals(8 - 4 / 3., adam(-1, step, 2), 1e-15);
        assertEquals(8 - 4 / 3. - 2 * (2 * 8 / 7.) / (Math.sqrt(4.75 * 64 / 37) + 1), adam(4, step, 3), 1e-14);
        assertArrayEquals(new double[] {2}, mean.toDoubles());
        assertArrayEquals(new double[] {4.75}, variance.toDoubles());
    }

    /** The corrected mean is the gradient, and the corrected second moment its square: each step is the same. */
    @Test
    void aGradientThatDoesNotChangeGivesEqualSteps() {
        Adam step = new Adam(0.125, 0.9, 0.999, 0.5, 0, false);
        for (int t = 1; t <= 100; t++) {
            assertEquals(8 + t * 0.125 * 3 / (3 + 0.5), adam(-3, step, t), 1e-12, "step " + t);
        }
    }

    /** 8 (1 - 1/2 1/4) - 1/2 instead of 8 - 1/2, up to eps; as a part of the gradient, the decay has no effect on its sign. */
    @Test
    void theDecayOfAdamWDoesNotGoThroughTheMoments() {
        assertEquals(7 - 0.5, adam(1e-6, new Adam(0.5, 0.9, 0.999, 1e-300, 0.25, true), 1), 1e-12);
        mean.upload(new double[1], 0);
        variance.upload(new double[1], 0);
        assertEquals(6.5 - 0.5, adam(1e-6, new Adam(0.5, 0.9, 0.999, 1e-300, 0.25, false), 1), 1e-12);
        assertEquals(0.1 * (1e-6 + 6.5 / 4), mean.toDoubles()[0], 1e-15);
    }
}
