package bn.experiments.rate;

import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.experiments.data.Examples;
import bn.experiments.network.Network;
import bn.experiments.stream.StreamFinder;
import bn.experiments.train.BatchLoader;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The rates of a network by batches that come one after another, each read once, of which only the sums are kept. Without noise on
 * the inputs the sums have the bits that {@link RateEstimator} computes from the same batches; with noise, where it is drawn for
 * pairs of passes, these draws are others.
 */
public final class BatchRates implements AutoCloseable {
    private final Backend backend;
    private final Network inference;
    private final double noiseSigma;
    private final SplittableRandom noise;
    private final SplittableRandom pairs;
    private final NoiseVariance variance;
    private final BatchPass pass;

    /**
     * No batch yet.
     *
     * @param training the network for the passes that move its running statistics; both remain the caller's
     * @param inference the same network, whose running statistics remain
     * @param loss that it is trained with
     * @param noiseSigma standard deviation of the noise that training adds to the inputs
     * @param seed of the noise and of dropout
     */
    public BatchRates(Backend backend, Network training, Network inference, Loss loss, double noiseSigma, long seed) {
        this.backend = backend;
        this.inference = inference;
        this.noiseSigma = noiseSigma;
        noise = new SplittableRandom(seed);
        pairs = new SplittableRandom(seed).split();
        training.setRandom(new SplittableRandom(~seed));
        variance = new NoiseVariance(inference.normalizedLayers(), noiseSigma);
        pass = new BatchPass(backend, training, loss, StreamFinder.of(training), gradients -> {});
    }

    /**
     * Adds a batch.
     *
     * @param batch all its examples, at most as many as the networks take
     * @throws bn.api.BnException if variances or gradients are not finite, or do not fit the network's type
     */
    public void add(Examples batch) {
        int[] order = IntStream.range(0, batch.count()).toArray();
        try (BatchLoader loader = new BatchLoader(backend, inference.spec().dtype(), batch, batch.count())) {
            pass.add(load(loader, order, noise), loader.targets());
            if (variance.isDrawn()) {
                variance.add(preActivations(loader, order), preActivations(loader, order), order.length);
            }
        }
    }

    private Tensor load(BatchLoader loader, int[] order, SplittableRandom random) {
        loader.load(order, 0, order.length, noiseSigma, random);
        return loader.inputs();
    }

    private List<double[]> preActivations(BatchLoader loader, int[] order) {
        inference.infer(load(loader, order, pairs));
        return variance.preActivations(order.length);
    }

    /** What was added so far. */
    public RateSums sums() {
        return pass.sums(variance);
    }

    @Override
    public void close() {
        pass.close();
    }
}
