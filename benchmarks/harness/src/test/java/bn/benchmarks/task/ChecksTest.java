package bn.benchmarks.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
        StepTask task = new StepTask(2, List.of(3, 2));
        assertEquals(3, assertDoesNotThrow(() -> task.check(() -> loss[0] *= 0.9)).length);
        assertThrows(IllegalStateException.class, () -> task.check(() -> loss[0]));
        assertThrows(IllegalStateException.class, () -> task.check(() -> loss[0] *= 2));
    }

    @Test
    void rejectsAWrongGradientOfAConvolution() {
        ConvolutionTask task = new ConvolutionTask(3, 2, 4, 5);
        float[] y = new float[3 * 4 * 25];
        float[] dx = new float[3 * 2 * 25];
        float[] dWeights = new float[4 * 2 * 9];
        convolve(task, y, dx, dWeights, 0);
        assertDoesNotThrow(() -> task.check(y, dx, dWeights));
        float[] otherY = new float[y.length];
        float[] otherDx = new float[dx.length];
        float[] otherWeights = new float[dWeights.length];
        // As if the window began at its centre.
        convolve(task, otherY, otherDx, otherWeights, 1);
        assertThrows(IllegalStateException.class, () -> task.check(otherY, dx, dWeights));
        assertThrows(IllegalStateException.class, () -> task.check(y, otherDx, dWeights));
        assertThrows(IllegalStateException.class, () -> task.check(y, dx, otherWeights));
    }

    private static void convolve(ConvolutionTask task, float[] y, float[] dx, float[] dWeights, int shift) {
        float[] x = task.x();
        float[] dy = task.dy();
        float[] weights = task.weights();
        for (int i = 0; i < y.length * 2 * 9; i++) {
            int tap = i % 9;
            int c = i / 9 % 2;
            int at = i / 18;
            int row = at / 5 % 5 + tap / 3 - 1 + shift;
            int column = at % 5 + tap % 3 - 1 + shift;
            if (row >= 0 && row < 5 && column >= 0 && column < 5) {
                int in = (at / 100 * 2 + c) * 25 + row * 5 + column;
                int weight = (at / 25 % 4 * 2 + c) * 9 + tap;
                y[at] += weights[weight] * x[in];
                dx[in] += weights[weight] * dy[at];
                dWeights[weight] += x[in] * dy[at];
            }
        }
    }

    @Test
    void rejectsAGradientThatReluShouldHaveStopped() {
        BatchNormTask task = new BatchNormTask(8, 2, 4, 4, true);
        BatchNormTask plain = new BatchNormTask(8, 2, 4, 4, false);
        float[] y = new float[task.elements()];
        float[] dx = new float[task.elements()];
        normalize(task, y, dx);
        assertDoesNotThrow(() -> task.check(task.x(), task.dy(), y, dx));
        assertThrows(IllegalStateException.class, () -> plain.check(task.x(), task.dy(), y, dx));
        float[] plainDx = new float[task.elements()];
        normalize(plain, new float[task.elements()], plainDx);
        assertThrows(IllegalStateException.class, () -> task.check(task.x(), task.dy(), y, plainDx));
    }

    private static void normalize(BatchNormTask task, float[] y, float[] dx) {
        float[] x = task.x();
        float[] dy = task.dy();
        for (int c = 0; c < task.channels(); c++) {
            int channel = c;
            int count = task.rows() * task.pixels();
            int[] at = IntStream.range(0, x.length).filter(i -> i / task.pixels() % task.channels() == channel).toArray();
            double mean = Arrays.stream(at).mapToDouble(i -> x[i]).sum() / count;
            double deviation = Math.sqrt(Arrays.stream(at).mapToDouble(i -> (x[i] - mean) * (x[i] - mean)).sum() / count
                    + BatchNormTask.EPS);
            double[] gradient = Arrays.stream(at).mapToDouble(i -> task.relu() && x[i] <= mean ? 0 : dy[i]).toArray();
            double meanDy = Arrays.stream(gradient).sum() / count;
            double product = IntStream.range(0, count).mapToDouble(i -> gradient[i] * (x[at[i]] - mean) / deviation).sum()
                    / count;
            for (int i = 0; i < count; i++) {
                double normalized = (x[at[i]] - mean) / deviation;
                y[at[i]] = (float) (task.relu() ? Math.max(0, normalized) : normalized);
                dx[at[i]] = (float) ((gradient[i] - meanDy - normalized * product) / deviation);
            }
        }
    }

    @Test
    void countsTheProductsOfAResidualNetwork() {
        // He et al. 2016 count 41 million multiplications of an image, of which the first convolution has 0.44 million.
        double forward = 2 * 128 * 40.55e6;
        double first = 2 * 128 * 0.442e6;
        assertEquals(3 * forward - first, new ImageStepTask(ImageNetwork.RESNET20, 128).flops(), 0.003 * forward);
    }

    @Test
    void permutesAxes() {
        float[] values = {0, 1, 2, 3, 4, 5};
        assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, Axes.permuted(values, new int[] {2, 3}, 1, 0));
        float[] images = new float[2 * 3 * 4 * 5];
        for (int i = 0; i < images.length; i++) {
            images[i] = i;
        }
        float[] last = Axes.channelsLast(images, 2, 3, 4, 5);
        assertEquals(images[((1 * 3 + 2) * 4 + 3) * 5 + 1], last[((1 * 4 + 3) * 5 + 1) * 3 + 2]);
        assertArrayEquals(images, Axes.channelsFirst(last, 2, 3, 4, 5));
    }
}
