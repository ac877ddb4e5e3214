package bn.experiments.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.InvalidRequestException;
import bn.experiments.network.AdamOptions;
import bn.experiments.network.OptimizerOptions;
import bn.experiments.network.SgdOptions;
import bn.experiments.network.WeightDecay;
import bn.experiments.train.LearningRateSchedule;
import bn.theory.dynamics.ScheduledNorm;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EquilibriumTest {
    private static final double DECAY = 5e-4;
    private static final WeightDecay DECAYS = new WeightDecay(DECAY, DECAY, 0, 0, 0);
    private static final SgdOptions SGD = new SgdOptions(0.1, 0.9, false, DECAYS);

    private static AdamOptions adam(boolean decoupled) {
        return new AdamOptions(1e-3, 0.9, 0.999, 1e-8, decoupled, DECAYS);
    }

    /** Numbers by hand from the table of T16. */
    @Test
    void eachOptimizerHasItsFormulas() {
        Equilibrium sgd = Equilibrium.of(SGD, DECAY, Optional.of(new GradientSize(4, 9)));
        assertEquals(Math.sqrt(2 * 0.1 * DECAY / 1.9), sgd.angle(), 1e-12);
        assertEquals(500, sgd.relaxationSteps(), 1e-9);
        assertEquals(Math.sqrt(0.1 * 4 / (2 * DECAY * 0.1)), sgd.squaredNorm(), 1e-9);
        Equilibrium decoupled = Equilibrium.of(adam(true), DECAY, Optional.of(new GradientSize(4, 9)));
        assertEquals(Math.sqrt(2 * 1e-3 * DECAY * 0.1 / 1.9), decoupled.angle(), 1e-12);
        assertEquals(9.0, decoupled.squaredNorm(), 1e-9);
        Equilibrium gradient = Equilibrium.of(adam(false), DECAY, Optional.of(new GradientSize(4, 9)));
        assertEquals(Math.cbrt(1e-6 * 9 * 4 / (4 * DECAY * DECAY)), gradient.squaredNorm(), 1e-9);
        assertTrue(Double.isNaN(Equilibrium.of(SGD, DECAY, Optional.empty()).squaredNorm()));
    }

    @Test
    void whatHasNoEquilibriumIsRefused() {
        OptimizerOptions still = new SgdOptions(0, 0.9, false, DECAYS);
        assertThrows(InvalidRequestException.class, () -> Equilibrium.of(still, DECAY, Optional.empty()));
        assertThrows(InvalidRequestException.class, () -> Equilibrium.of(SGD, 0, Optional.empty()));
        String needed = assertThrows(InvalidRequestException.class, () -> Equilibrium.of(adam(false), DECAY, Optional.empty()))
                .getMessage();
        assertTrue(needed.contains("the angle depends on the gradients"), needed);
        assertThrows(InvalidRequestException.class, () -> new GradientSize(0, 3));
        assertThrows(InvalidRequestException.class, () -> new GradientSize(1, 0));
    }

    /** The first and the last step are among the states; gradients grow under a cosine, and the statement says so. */
    @Test
    void aScheduleIsFollowedToItsEnd() {
        LearningRateSchedule cosine = new LearningRateSchedule(LearningRateSchedule.Kind.COSINE, 0, 1, 0.1);
        Equilibrium equilibrium = Equilibrium.of(SGD, DECAY, Optional.empty());
        ScheduleForecast forecast = ScheduleForecast.of(Equilibria.of(SGD, DECAY, Optional.empty()).balance(), cosine, 3, 10_001,
                1);
        List<ScheduledNorm> states = forecast.constantDecay();
        assertEquals(0, states.get(0).step());
        assertEquals(30_002, states.get(states.size() - 1).step());
        assertTrue(forecast.last().gradient() > 1.3, "" + forecast.last().gradient());
        String said = equilibrium.with(forecast).statements().get(2).answer();
        assertTrue(said.contains("long enough"), said);
        assertTrue(said.contains("With a weight decay that is multiplied by the same factor"), said);
    }

    /** A run of fewer steps than the relaxation is called too short, and decay that follows makes no difference worth a sentence. */
    @Test
    void aRunThatIsTooShortIsCalledSo() {
        ScheduleForecast forecast = ScheduleForecast.of(Equilibria.of(SGD, DECAY, Optional.empty()).balance(),
                LearningRateSchedule.NONE, 1,
                100, 4);
        String said = Equilibrium.of(SGD, DECAY, Optional.empty()).with(forecast).statements().get(2).answer();
        assertTrue(said.contains("too short to get to equilibrium"), said);
        assertTrue(!said.contains("Defazio"), said);
    }
}
