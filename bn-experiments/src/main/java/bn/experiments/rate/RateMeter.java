package bn.experiments.rate;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.experiments.data.Examples;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.network.WeightRule;
import bn.experiments.train.BatchLoader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Reads the rate of every unit of a network off the gradients of its gammas (T3), averaged over batches of training
 * examples, without changing the network.
 */
public final class RateMeter implements AutoCloseable {
    private final Backend backend;
    private final Loss loss;
    private final double noiseSigma;
    private final int batch;
    private final int batches;
    private final BatchLoader loader;
    private final int[] order;
    private final Tensor metrics;

    /**
     * A meter on the first examples.
     *
     * @param loss that the network is trained with
     * @param noiseSigma standard deviation of the noise that training adds to the inputs
     * @param batch size of a batch
     * @param limit how many examples to use at most; whole batches of them are
     */
    public RateMeter(Backend backend, DType dtype, Examples examples, Loss loss, double noiseSigma, int batch, int limit) {
        this.backend = backend;
        this.loss = loss;
        this.noiseSigma = noiseSigma;
        this.batch = batch;
        batches = Math.max(1, Math.min(limit, examples.count()) / batch);
        loader = new BatchLoader(backend, dtype, examples, batch);
        order = IntStream.range(0, batches * batch).toArray();
        metrics = backend.allocate(dtype, Shape.of(2));
    }

    /**
     * Reads all hidden layers.
     *
     * @param seed of the noise
     */
    public List<LayerReading> read(Network network, long seed) {
        Map<Layer, UnitSums> sums = new LinkedHashMap<>();
        network.layers().stream().filter(layer -> layer.normalization().isPresent())
                .forEach(layer -> sums.put(layer, new UnitSums(layer)));
        Map<String, double[]> state = network.state();
        SplittableRandom noise = new SplittableRandom(seed);
        for (int b = 0; b < batches; b++) {
            loader.load(order, b * batch, batch, noiseSigma, noise);
            Tensor outputs = network.forward(loader.inputs());
            backend.loss().compute(loss, outputs, loader.targets(), network.outputGradient(batch), metrics);
            network.backward(loader.inputs(), WeightRule.STORE);
            sums.values().forEach(UnitSums::addGradients);
        }
        // The training passes have moved the running statistics.
        network.restore(state);
        NoiseVariance noiseVariance = new NoiseVariance(sums.keySet());
        for (int b = 0; noiseSigma > 0 && b < batches; b++) {
            noiseVariance.add(products(network, noiseVariance, b, noise), products(network, noiseVariance, b, noise), batch);
        }
        List<LayerReading> readings = new ArrayList<>();
        sums.forEach((layer, sum) -> readings.add(LayerReading.of(readings.size() + 1, layer, sum.gammaGradient(), sum.variance(),
                noiseVariance.of(layer))));
        return readings;
    }

    private List<double[]> products(Network network, NoiseVariance variance, int b, SplittableRandom noise) {
        loader.load(order, b * batch, batch, noiseSigma, noise);
        network.infer(loader.inputs());
        return variance.products(batch);
    }

    @Override
    public void close() {
        loader.close();
        metrics.close();
    }
}
