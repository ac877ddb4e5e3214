package bn.experiments.rate;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.experiments.data.Examples;
import bn.experiments.network.Dense;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.network.WeightRule;
import bn.experiments.train.BatchLoader;
import bn.theory.unit.LayerRates;
import bn.theory.unit.UnitRate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        return read(network, seed, WeightRule.STORE);
    }

    /** The same with backward passes by a rule, which must keep the gradients. */
    List<LayerReading> read(Network network, long seed, WeightRule rule) {
        Map<Layer, UnitSums> sums = new LinkedHashMap<>();
        network.layers().stream().filter(layer -> layer.normalization().isPresent())
                .forEach(layer -> sums.put(layer, new UnitSums(layer)));
        Map<String, double[]> state = network.state();
        SplittableRandom noise = new SplittableRandom(seed);
        for (int b = 0; b < batches; b++) {
            loader.load(order, b * batch, batch, noiseSigma, noise);
            Tensor outputs = network.forward(loader.inputs());
            backend.loss().compute(loss, outputs, loader.targets(), network.outputGradient(batch), metrics);
            network.backward(loader.inputs(), rule);
            sums.values().forEach(UnitSums::addGradients);
        }
        // The training passes have moved the running statistics.
        network.restore(state);
        for (int b = 0; noiseSigma > 0 && b < batches; b++) {
            addNoise(network, sums, b, noise);
        }
        List<LayerReading> readings = new ArrayList<>();
        sums.forEach((layer, sum) -> readings.add(reading(readings.size() + 1, layer, sum)));
        return readings;
    }

    private void addNoise(Network network, Map<Layer, UnitSums> sums, int b, SplittableRandom noise) {
        Map<Layer, double[]> first = products(network, sums, b, noise);
        Map<Layer, double[]> second = products(network, sums, b, noise);
        sums.forEach((layer, sum) -> sum.addNoisePair(first.get(layer), second.get(layer)));
    }

    private Map<Layer, double[]> products(Network network, Map<Layer, UnitSums> sums, int b, SplittableRandom noise) {
        loader.load(order, b * batch, batch, noiseSigma, noise);
        network.infer(loader.inputs());
        Map<Layer, double[]> products = new LinkedHashMap<>();
        sums.keySet().forEach(layer -> products.put(layer, layer.products(batch).toDoubles()));
        return products;
    }

    private static LayerReading reading(int number, Layer layer, UnitSums sum) {
        Normalization norm = layer.normalization().orElseThrow();
        if (norm.gamma().isEmpty()) {
            return new LayerReading(number, Optional.empty(), false);
        }
        double eps = norm.statistics().map(BatchStatistics::eps).orElse(0.0);
        double[] gamma = norm.gamma().get().value().toDoubles();
        double[] squaredNorm = squaredNorms(layer.dense());
        List<UnitRate> units = new ArrayList<>();
        for (int k = 0; k < gamma.length; k++) {
            // The isotropic noise on the layer's inputs that would give the unit as much variance as the noise it really gets.
            double sigma = Math.sqrt(sum.noiseVariance(k) / squaredNorm[k]);
            units.add(new UnitRate(gamma[k], sum.gammaGradient(k), sum.variance(k), eps, squaredNorm[k], sigma));
        }
        return new LayerReading(number, Optional.of(new LayerRates(units)), norm.statistics().isPresent());
    }

    private static double[] squaredNorms(Dense dense) {
        double[] weights = dense.weights().value().toDoubles();
        double[] norms = new double[dense.outputs()];
        for (int i = 0; i < weights.length; i++) {
            norms[i / dense.inputs()] += weights[i] * weights[i];
        }
        return norms;
    }

    @Override
    public void close() {
        loader.close();
        metrics.close();
    }
}
