package bn.benchmarks.task;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GoalTest {

    @Test
    void isThatOfAllVariantsOfAContestant() {
        Goal goal = new Goal("bn: step", "other", 0.5);
        assertTrue(goal.isOf("bn: step") && goal.isOf("bn: step, Vector API"));
        assertFalse(goal.isOf("bn: steps") || goal.isOf("bn-opencl: step"));
    }
}
