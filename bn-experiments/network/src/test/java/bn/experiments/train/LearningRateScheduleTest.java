package bn.experiments.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.InvalidRequestException;
import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {
    private static final int STEPS = 10;
    private static final int EPOCHS = 6;

    private static double factor(LearningRateSchedule.Kind kind, int warmup, long step) {
        return new LearningRateSchedule(kind, warmup, 2, 0.1).factor(step, STEPS, EPOCHS);
    }

    @Test
    void nothingIsExactlyOne() {
        for (long step = 0; step < STEPS * EPOCHS; step++) {
            assertEquals(1, LearningRateSchedule.NONE.factor(step, STEPS, EPOCHS));
        }
    }

    @Test
    void warmUpGrowsToOneAndDelaysTheSchedule() {
        assertEquals(1.0 / 20, factor(LearningRateSchedule.Kind.COSINE, 2, 0), 1e-15);
        assertEquals(0.5, factor(LearningRateSchedule.Kind.COSINE, 2, 9), 1e-15);
        assertEquals(1, factor(LearningRateSchedule.Kind.COSINE, 2, 19), 1e-15);
        assertEquals(1, factor(LearningRateSchedule.Kind.COSINE, 2, 20), 1e-15);
        assertEquals(0.5, factor(LearningRateSchedule.Kind.COSINE, 2, 40), 1e-15);
    }

    /** Values of PyTorch 1.13: StepLR(20, 0.1), CosineAnnealingLR(60), OneCycleLR(1, total_steps=60). */
    @Test
    void theFormsAreThoseOfPyTorch() {
        assertEquals(1, factor(LearningRateSchedule.Kind.STEP, 0, 19));
        assertEquals(0.1, factor(LearningRateSchedule.Kind.STEP, 0, 20), 1e-15);
        assertEquals(0.01, factor(LearningRateSchedule.Kind.STEP, 0, 59), 1e-15);
        assertEquals(0.75, factor(LearningRateSchedule.Kind.COSINE, 0, 20), 1e-15);
        assertEquals(0.5, factor(LearningRateSchedule.Kind.COSINE, 0, 30), 1e-15);
        assertEquals(0.0006852326227130835, factor(LearningRateSchedule.Kind.COSINE, 0, 59), 1e-15);
        assertEquals(0.04, factor(LearningRateSchedule.Kind.ONE_CYCLE, 0, 0), 1e-15);
        assertEquals(0.5642888125423849, factor(LearningRateSchedule.Kind.ONE_CYCLE, 0, 9), 1e-15);
        assertEquals(1, factor(LearningRateSchedule.Kind.ONE_CYCLE, 0, 17), 1e-15);
        assertEquals(0.9986019041829957, factor(LearningRateSchedule.Kind.ONE_CYCLE, 0, 18), 1e-15);
        assertEquals(0.46263710266697505, factor(LearningRateSchedule.Kind.ONE_CYCLE, 0, 39), 1e-15);
        assertEquals(4e-6, factor(LearningRateSchedule.Kind.ONE_CYCLE, 0, 59), 1e-15);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThrows(InvalidRequestException.class, () -> new LearningRateSchedule(LearningRateSchedule.Kind.STEP, 0, 0, 0.1));
        assertThrows(InvalidRequestException.class, () -> new LearningRateSchedule(LearningRateSchedule.Kind.STEP, 0, 1, 1));
        assertThrows(InvalidRequestException.class, () -> new LearningRateSchedule(LearningRateSchedule.Kind.COSINE, -1, 1, 0.1));
        assertThrows(InvalidRequestException.class,
                () -> new LearningRateSchedule(LearningRateSchedule.Kind.COSINE, 6, 1, 0.1).check(EPOCHS));
        assertThrows(InvalidRequestException.class, () -> LearningRateSchedule.Kind.of("cosinus"));
    }

    /** What a run writes about its schedule can be read again. */
    @Test
    void theTextIsParsedToTheSameFactors() {
        for (LearningRateSchedule.Kind kind : LearningRateSchedule.Kind.values()) {
            for (int warmup : new int[] {0, 2}) {
                LearningRateSchedule schedule = new LearningRateSchedule(kind, warmup, 3, 0.25);
                LearningRateSchedule parsed = LearningRateSchedule.parse(schedule.text(10));
                for (int step = 0; step < 70; step++) {
                    assertEquals(schedule.factor(step, 7, 10), parsed.factor(step, 7, 10), schedule.text(10));
                }
            }
        }
        assertThrows(InvalidRequestException.class, () -> LearningRateSchedule.parse("cosine over ten epochs"));
        assertThrows(InvalidRequestException.class, () -> LearningRateSchedule.parse("cosinus"));
    }
}
