package bn.experiments.rate;

import bn.api.DType;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.experiments.data.Examples;
import bn.experiments.train.BatchLoader;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Passes over all examples, block by block, each with the same noise: a few of them stand for one batch of all examples. */
final class DataPasses implements AutoCloseable {
    private final int[] order;
    private final int block;
    private final double noiseSigma;
    private final long seed;
    private final int passes;
    private final DoubleConsumer progress;
    private final BatchLoader loader;
    private int from;
    private int done;

    /**
     * Passes over examples.
     *
     * @param block most examples at a time
     * @param noiseSigma standard deviation of the noise on the inputs
     * @param passes how many there will be, for the progress
     * @param progress told the share done after each block
     */
    DataPasses(Backend backend, DType dtype, Examples examples, int block, double noiseSigma, long seed, int passes,
            DoubleConsumer progress) {
        order = IntStream.range(0, examples.count()).toArray();
        this.block = Math.min(block, order.length);
        this.noiseSigma = noiseSigma;
        this.seed = seed;
        this.passes = passes;
        this.progress = progress;
        loader = new BatchLoader(backend, dtype, examples, this.block);
    }

    int examples() {
        return order.length;
    }

    int block() {
        return block;
    }

    /** One pass; the work is told how many examples a block has, and finds them in {@link #inputs} and {@link #targets}. */
    void run(IntConsumer work) {
        SplittableRandom noise = new SplittableRandom(seed);
        for (from = 0; from < order.length; from += block) {
            int count = Math.min(block, order.length - from);
            loader.load(order, from, count, noiseSigma, noise);
            work.accept(count);
            progress.accept((done + (from + count) / (double) order.length) / passes);
        }
        done++;
    }

    /** Loads the block again, with other noise. */
    void redraw(RandomGenerator noise) {
        loader.load(order, from, Math.min(block, order.length - from), noiseSigma, noise);
    }

    Tensor inputs() {
        return loader.inputs();
    }

    Tensor targets() {
        return loader.targets();
    }

    @Override
    public void close() {
        loader.close();
    }
}
