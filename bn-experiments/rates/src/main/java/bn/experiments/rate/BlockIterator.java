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

/** Loads all examples block by block, in as many passes as are asked for; the noise of an example is the same in each pass. */
final class BlockIterator implements AutoCloseable {
    private final int[] order;
    private final int blockSize;
    private final double noiseSigma;
    private final long seed;
    private final int passes;
    private final DoubleConsumer progress;
    private final BatchLoader loader;
    private int from;
    private int done;

    /**
     * An iterator over all examples.
     *
     * @param blockSize most examples in a block
     * @param noiseSigma standard deviation of the noise on the inputs
     * @param passes number of passes that will be made, for the progress
     * @param progress called after each block with the fraction done
     */
    BlockIterator(Backend backend, DType dtype, Examples examples, int blockSize, double noiseSigma, long seed, int passes,
            DoubleConsumer progress) {
        order = IntStream.range(0, examples.count()).toArray();
        this.blockSize = Math.min(blockSize, order.length);
        this.noiseSigma = noiseSigma;
        this.seed = seed;
        this.passes = passes;
        this.progress = progress;
        loader = new BatchLoader(backend, dtype, examples, this.blockSize);
    }

    int examples() {
        return order.length;
    }

    int blockSize() {
        return blockSize;
    }

    /** One pass: the action is called with the size of each block, after {@link #inputs} and {@link #targets} were loaded. */
    void forEach(IntConsumer action) {
        SplittableRandom noise = new SplittableRandom(seed);
        for (from = 0; from < order.length; from += blockSize) {
            int count = Math.min(blockSize, order.length - from);
            loader.load(order, from, count, noiseSigma, noise);
            action.accept(count);
            progress.accept((done + (from + count) / (double) order.length) / passes);
        }
        done++;
    }

    /** Counts a pass as done whose results are there already. */
    void skip() {
        done++;
    }

    /** Loads the current block again, with other noise. */
    void redraw(RandomGenerator noise) {
        loader.load(order, from, Math.min(blockSize, order.length - from), noiseSigma, noise);
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
