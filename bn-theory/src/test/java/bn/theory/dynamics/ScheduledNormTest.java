package bn.theory.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules against w itself: gradients of constant size at length 1, turned by a right angle from w, in the plane. */
class ScheduledNormTest {
    private static final ScaleInvariantSgd SGD = new ScaleInvariantSgd(0.1, 1e-2, 0);
    private static final int STEPS = 4000;

    private static double cosine(int step) {
        return (1 + Math.cos(Math.PI * step / STEPS)) / 2;
    }

    private static List<ScheduledNorm> follow(ScaleInvariantSgd sgd, double start, IntToDoubleFunction factor,
            boolean decayFollows) {
        List<ScheduledNorm> states = new ArrayList<>();
        ScheduledNorm.follow(sgd.balance(), start, STEPS, factor, decayFollows, states::add);
        return states;
    }

    /** Without momentum the balance is Pythagoras' theorem, and exact but for rounding. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lengthsGradientsAndAnglesAreThoseOfTheWeights(boolean decayFollows) {
        double unit = SGD.equilibriumSquaredNorm(1);
        double x = Math.sqrt(1.7 * unit);
        double y = 0;
        for (ScheduledNorm state : follow(SGD, 1.7, ScheduledNormTest::cosine, decayFollows)) {
            double r = x * x + y * y;
            double eta = 0.1 * cosine(state.step());
            assertEquals(r / unit, state.squaredNorm(), 1e-10 * state.squaredNorm());
            assertEquals(Math.sqrt(unit / r), state.gradient(), 1e-10 * state.gradient());
            // The tangent of the angle, before decay shortens w.
            assertEquals(eta / r, state.angle() * SGD.angularUpdate(), 1e-10 * eta / r);
            double kept = 1 - eta * 1e-2 * (decayFollows ? cosine(state.step()) : 1);
            double nextX = kept * x - eta * y / r;
            y = kept * y + eta * x / r;
            x = nextX;
        }
    }

    /** Defazio 2025: at the end of a cosine gradients grow, and with decay that follows the learning rate they do not. */
    @Test
    void theGradientsGrowAtTheEndUnlessTheDecayFollows() {
        List<ScheduledNorm> constant = follow(SGD, 1, ScheduledNormTest::cosine, false);
        List<ScheduledNorm> follows = follow(SGD, 1, ScheduledNormTest::cosine, true);
        assertTrue(constant.get(STEPS - 1).gradient() > 1.3);
        // Leading order, as below.
        assertEquals(1, follows.get(STEPS - 1).gradient(), 1 / SGD.turnoverSteps());
        // The norm is late: relaxation takes longer the smaller the learning rate.
        ScheduledNorm late = constant.get(STEPS - 100);
        assertTrue(late.squaredNorm() > 2 * late.equilibriumSquaredNorm());
    }

    /** A factor that stays: the length gets to the equilibrium that is said to belong to it, for each kind of optimizer. */
    @Test
    void theEquilibriumOfAFactorIsWhereTheLengthStays() {
        for (ScaleInvariantOptimizer optimizer : List.of(SGD, new ScaleInvariantAdamW(0.1, 1e-2, 0.9),
                new ScaleInvariantAdam(0.01, 1e-2, 0.9, 3, 10))) {
            LengthBalance balance = optimizer.balance();
            double squaredNorm = 1;
            for (int step = 0; step < 60 * optimizer.turnoverSteps(); step++) {
                squaredNorm = balance.next(squaredNorm, 0.25, 1);
            }
            // Leading order: next() has the square of half the share as well.
            assertEquals(1, squaredNorm / balance.equilibrium(0.25, 1), 1 / optimizer.turnoverSteps());
        }
    }

    /** A small distance shrinks by a factor e. */
    @Test
    void theRelaxationIsThatOfASmallDistance() {
        for (ScaleInvariantOptimizer optimizer : List.of(new ScaleInvariantSgd(0.1, 1e-3, 0.5),
                new ScaleInvariantAdamW(0.1, 1e-3, 0.9), new ScaleInvariantAdam(1e-3, 1e-3, 0.9, 3, 10))) {
            double squaredNorm = 1.01;
            int steps = (int) Math.round(optimizer.relaxationSteps());
            for (int step = 0; step < steps; step++) {
                squaredNorm = optimizer.balance().next(squaredNorm, 1, 1);
            }
            // The distance itself is of relative order 0.01, its square that much smaller; a step and the leading order.
            assertEquals(0.01 / Math.E, squaredNorm - 1, 0.01 * (0.01 + 2.0 / steps));
        }
    }
}
