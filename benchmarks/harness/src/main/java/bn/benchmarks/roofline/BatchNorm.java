package bn.benchmarks.roofline;

import bn.benchmarks.task.BatchNormTask;
import java.util.Arrays;

/** Batch norm in training on float[]. Subclasses have the loops. Each thread has sums of its own, which are then merged. */
abstract class BatchNorm {
    /** Elements of a chunk of rows that the second pass processes at once: half of a second-level cache. */
    private static final int CHUNK = 1 << 15;

    final int channels;
    /** The value of each channel in the first row, and its mean. */
    final float[] first;
    final float[] mean;
    /** Coefficients of forward, y = x scale + shift, and of backward, dx = dy scale + (x - mean) b + d. */
    final float[] scale;
    final float[] shift;
    final float[] b;
    final float[] d;

    private final int rows;
    private final ParallelThreads threads;
    private final float[] gamma;
    private final float[] beta;
    private final float[] deviation;
    private final float[] runningMean;
    private final float[] runningVariance;
    private final float[] dGamma;
    private final float[] dBeta;
    private final float[][] sums;
    private final float[][] products;

    BatchNorm(BatchNormTask task, ParallelThreads threads) {
        rows = task.rows();
        channels = task.channels();
        this.threads = threads;
        first = new float[channels];
        mean = new float[channels];
        scale = new float[channels];
        shift = new float[channels];
        b = new float[channels];
        d = new float[channels];
        gamma = new float[channels];
        Arrays.fill(gamma, 1);
        beta = new float[channels];
        deviation = new float[channels];
        runningMean = new float[channels];
        runningVariance = new float[channels];
        dGamma = new float[channels];
        dBeta = new float[channels];
        sums = new float[threads.size()][channels];
        products = new float[threads.size()][channels];
    }

    /** Adds sum and sum of squares of x - first. */
    abstract void moments(float[] x, int fromRow, int toRow, float[] sum, float[] squares);

    /** y = x scale + shift. */
    abstract void normalize(float[] x, float[] y, int fromRow, int toRow);

    /** Adds the sums of dy and of dy (x - mean). */
    abstract void gradients(float[] x, float[] dy, int fromRow, int toRow, float[] sum, float[] product);

    /** dx = dy scale + (x - mean) b + d. */
    abstract void inputGradient(float[] x, float[] dy, float[] dx, int fromRow, int toRow);

    /** Forward pass. */
    final void forward(float[] x, float[] y) {
        System.arraycopy(x, 0, first, 0, channels);
        threads.run(part -> {
            reduce(part, (from, to) -> moments(x, from, to, sums[part], products[part]), this::statistics);
            backwards(part, (from, to) -> normalize(x, y, from, to));
        });
    }

    /** Backward pass. */
    final void backward(float[] x, float[] dy, float[] dx) {
        threads.run(part -> {
            reduce(part, (from, to) -> gradients(x, dy, from, to, sums[part], products[part]), this::parameterGradients);
            backwards(part, (from, to) -> inputGradient(x, dy, dx, from, to));
        });
    }

    private interface Rows {
        void run(int from, int to);
    }

    private void reduce(int part, Rows pass, Runnable merged) {
        Arrays.fill(sums[part], 0);
        Arrays.fill(products[part], 0);
        pass.run(bound(part), bound(part + 1));
        threads.barrier();
        if (part == 0) {
            for (int other = 1; other < threads.size(); other++) {
                for (int j = 0; j < channels; j++) {
                    sums[0][j] += sums[other][j];
                    products[0][j] += products[other][j];
                }
            }
            merged.run();
        }
        threads.barrier();
    }

    /** Goes from the last rows to the first, because the pass before has left the last rows in the cache. */
    private void backwards(int part, Rows pass) {
        int step = Math.max(1, CHUNK / channels);
        for (int to = bound(part + 1); to > bound(part); to -= step) {
            pass.run(Math.max(bound(part), to - step), to);
        }
    }

    private int bound(int part) {
        return (int) ((long) rows * part / threads.size());
    }

    private void statistics() {
        for (int j = 0; j < channels; j++) {
            float offset = sums[0][j] / rows;
            float variance = Math.max(0, products[0][j] / rows - offset * offset);
            mean[j] = first[j] + offset;
            deviation[j] = (float) Math.sqrt(variance + BatchNormTask.EPS);
            scale[j] = gamma[j] / deviation[j];
            shift[j] = beta[j] - mean[j] * scale[j];
            runningMean[j] += (float) BatchNormTask.MOMENTUM * (mean[j] - runningMean[j]);
            runningVariance[j] += (float) BatchNormTask.MOMENTUM * (variance * rows / (rows - 1f) - runningVariance[j]);
        }
    }

    private void parameterGradients() {
        for (int j = 0; j < channels; j++) {
            dBeta[j] = sums[0][j];
            dGamma[j] = products[0][j] / deviation[j];
            b[j] = -scale[j] * dGamma[j] / deviation[j] / rows;
            d[j] = -scale[j] * dBeta[j] / rows;
        }
    }
}
