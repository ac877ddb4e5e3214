package bn.benchmarks.roofline;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.task.Settings;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The implementations in plain Java are right, and the check that all contestants have to pass rejects results that are nearly
 * right.
 */
class BatchNormTest {
    /** As many rows as the largest size has: there a missing term changes the results least. */
    private static final BatchNormTask TASK = new BatchNormTask(8192, 64);

    @BeforeAll
    static void seed() {
        System.setProperty(Settings.SEED, "1");
    }

    @Test
    void plainJavaPassesWithAnyNumberOfThreads() {
        for (int threads = 1; threads <= 3; threads++) {
            ParallelThreads team = new ParallelThreads(threads);
            assertDoesNotThrow(() -> new BatchNormCase(TASK, new LoopBatchNorm(TASK, team)).check());
            assertDoesNotThrow(() -> new BatchNormCase(TASK, new VectorBatchNorm(TASK, team)).check());
        }
    }

    @Test
    void memoryBandwidthCaseMovesAllData() {
        assertDoesNotThrow(() -> new MemoryBandwidthCase(TASK, new ParallelThreads(3), true).check());
    }

    @Test
    void gradientWithoutTheTermOfTheVarianceFails() {
        BatchNorm wrong = new LoopBatchNorm(TASK, new ParallelThreads(1)) {
            @Override
            void inputGradient(float[] x, float[] dy, float[] dx, int fromRow, int toRow) {
                Arrays.fill(b, 0);
                super.inputGradient(x, dy, dx, fromRow, toRow);
            }
        };
        assertThrows(IllegalStateException.class, () -> new BatchNormCase(TASK, wrong).check());
    }

    @Test
    void normalizationByTheUnbiasedVarianceOfAHundredRowsFails() {
        BatchNorm wrong = new LoopBatchNorm(TASK, new ParallelThreads(1)) {
            @Override
            void normalize(float[] x, float[] y, int fromRow, int toRow) {
                super.normalize(x, y, fromRow, toRow);
                for (int i = fromRow * channels; i < toRow * channels; i++) {
                    y[i] *= (float) Math.sqrt(99 / 100.0);
                }
            }
        };
        assertThrows(IllegalStateException.class, () -> new BatchNormCase(TASK, wrong).check());
    }
}
