package bn.experiments.rate;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.experiments.data.Examples;
import bn.experiments.network.Network;
import bn.experiments.stream.Stream;
import bn.experiments.stream.StreamFinder;
import bn.experiments.stream.StreamGradients;
import bn.experiments.train.BatchLoader;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * Measures the rate of every unit of a network by the gradients of its gammas (T3), as a mean over batches of training examples,
 * each normalized by its own statistics. The network is not changed. The equivalent L2 rate is computed from the mean rate and
 * the mean of the batches' variances.
 */
public final class RateEstimator implements AutoCloseable {
    private final Backend backend;
    private final Loss loss;
    private final double noiseSigma;
    private final int batch;
    private final int batches;
    private final BatchLoader loader;
    private final int[] order;

    /**
     * An estimator on the first examples.
     *
     * @param loss that the network is trained with
     * @param noiseSigma standard deviation of the noise that training adds to the inputs
     * @param batch size of a batch
     * @param limit most examples to use; only whole batches are used, and at least one
     */
    public RateEstimator(Backend backend, DType dtype, Examples examples, Loss loss, double noiseSigma, int batch, int limit) {
        this.backend = backend;
        this.loss = loss;
        this.noiseSigma = noiseSigma;
        this.batch = batch;
        batches = Math.max(1, Math.min(limit, examples.count()) / batch);
        loader = new BatchLoader(backend, dtype, examples, batch);
        order = IntStream.range(0, batches * batch).toArray();
    }

    /**
     * Measures all layers with a normalization.
     *
     * @param seed of the noise and of dropout
     * @throws bn.api.BnException if variances or gradients are not finite, or do not fit the network's type
     */
    public List<LayerMeasurement> measure(Network network, long seed) {
        return measure(network, seed, fraction -> {});
    }

    /**
     * Measures all layers with a normalization.
     *
     * @param seed of the noise and of dropout
     * @param progress called with the fraction done; an exception of it ends the measurement
     * @throws bn.api.BnException if variances or gradients are not finite, or do not fit the network's type
     */
    public List<LayerMeasurement> measure(Network network, long seed, DoubleConsumer progress) {
        return sums(network, seed, List.of(), gradients -> {}, progress).rates(network, noiseSigma);
    }

    /**
     * Measures all layers with a normalization, and the balance of each stream (T8).
     *
     * @param seed of the noise and of dropout
     * @param progress called with the fraction done; an exception of it ends the measurement
     * @throws bn.api.BnException if variances or gradients are not finite, or do not fit the network's type
     */
    public NetworkMeasurement measureStreams(Network network, long seed, DoubleConsumer progress) {
        return measureStreams(network, seed, gradients -> {}, progress);
    }

    /**
     * The same for a caller that needs more of the gradients.
     *
     * @param also told the gradients of each batch, after its backward pass
     * @param progress called with the fraction done; an exception of it ends the measurement
     * @throws bn.api.BnException if variances or gradients are not finite, or do not fit the network's type
     */
    public NetworkMeasurement measureStreams(Network network, long seed, Consumer<StreamGradients> also,
            DoubleConsumer progress) {
        return sums(network, seed, StreamFinder.of(network), also, progress).measurement(network, noiseSigma);
    }

    private RateSums sums(Network network, long seed, List<Stream> streams, Consumer<StreamGradients> also,
            DoubleConsumer progress) {
        Map<String, double[]> state = network.state();
        SplittableRandom noise = new SplittableRandom(seed);
        network.setRandom(new SplittableRandom(~seed));
        NoiseVariance noiseVariance = new NoiseVariance(network.normalizedLayers(), noiseSigma);
        int steps = batches * (noiseVariance.isDrawn() ? 2 : 1);
        try (BatchPass pass = new BatchPass(backend, network, loss, streams, also)) {
            try {
                for (int b = 0; b < batches; b++) {
                    loader.load(order, b * batch, batch, noiseSigma, noise);
                    pass.add(loader.inputs(), loader.targets());
                    progress.accept((b + 1.0) / steps);
                }
            } finally {
                // The training passes have moved the running statistics.
                network.restore(state);
            }
            for (int b = 0; noiseVariance.isDrawn() && b < batches; b++) {
                noiseVariance.add(preActivations(network, noiseVariance, b, noise),
                        preActivations(network, noiseVariance, b, noise), batch);
                progress.accept((batches + b + 1.0) / steps);
            }
            return pass.sums(noiseVariance);
        }
    }

    private List<double[]> preActivations(Network network, NoiseVariance variance, int b, SplittableRandom noise) {
        loader.load(order, b * batch, batch, noiseSigma, noise);
        network.infer(loader.inputs());
        return variance.preActivations(batch);
    }

    @Override
    public void close() {
        loader.close();
    }
}
