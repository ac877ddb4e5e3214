package bn.benchmarks.task;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChecksTest {

    @BeforeAll
    static void seed() {
        System.setProperty(Settings.SEED, "1");
    }

    @Test
    void rejectsAWrongProduct() {
        ProductTask task = new ProductTask(5, 300, 7);
        float[] a = task.a();
        float[] b = task.bTransposed();
        float[] c = new float[5 * 7];
        for (int i = 0; i < c.length; i++) {
            for (int k = 0; k < 300; k++) {
                c[i] += a[i / 7 * 300 + k] * b[i % 7 * 300 + k];
            }
        }
        assertDoesNotThrow(() -> task.check(task.a(), task.b(), c));
        // Without one of 300 terms of about the same size.
        c[0] -= a[0] * b[0];
        assertThrows(IllegalStateException.class, () -> task.check(task.a(), task.b(), c));
    }

    @Test
    void rejectsAStepThatDoesNotLearn() {
        double[] loss = {2.3};
        assertDoesNotThrow(() -> StepTask.checkLearning(() -> loss[0] *= 0.9));
        assertThrows(IllegalStateException.class, () -> StepTask.checkLearning(() -> loss[0]));
        assertThrows(IllegalStateException.class, () -> StepTask.checkLearning(() -> loss[0] *= 2));
    }
}
