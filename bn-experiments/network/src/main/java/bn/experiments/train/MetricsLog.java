package bn.experiments.train;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;

/**
 * Losses and numbers of correct predictions of the last steps, kept by the backend and fetched many steps at a time, because
 * waiting for a device at every step would slow it down. Sums are in float64.
 */
final class MetricsLog implements AutoCloseable {
    private final Tensor log;
    private final double[] fetched;
    private final int[] sizes;
    private int steps;
    private final EvaluationSums sums = new EvaluationSums();

    /** A log that is fetched every so many steps. */
    MetricsLog(Backend backend, DType dtype, int capacity) {
        log = backend.allocate(dtype, Shape.of(capacity, 2));
        fetched = new double[capacity * 2];
        sizes = new int[capacity];
    }

    /** Where the metrics of the next step, over a batch of this size, go. */
    Tensor next(int batchSize) {
        sizes[steps] = batchSize;
        return log.rows(steps++, 1);
    }

    /** Whether it must be fetched before another step. */
    boolean full() {
        return steps == sizes.length;
    }

    /** Fetches what is new and adds it to the sums. */
    Recent fetch() {
        log.download(fetched, 0);
        double loss = 0;
        double recent = 0;
        long count = 0;
        for (int i = 0; i < steps; i++) {
            loss += fetched[2 * i] * sizes[i];
            recent += fetched[2 * i + 1];
            count += sizes[i];
        }
        steps = 0;
        sums.add(loss, recent, count);
        return new Recent(loss / count, recent / count);
    }

    /** Sums over all that was fetched. */
    EvaluationSums sums() {
        return sums;
    }

    @Override
    public void close() {
        log.close();
    }

    /**
     * Means over the steps since the last fetch.
     *
     * @param loss mean loss
     * @param accuracy fraction of correct predictions
     */
    record Recent(double loss, double accuracy) {}
}
