package bn.experiments.rate;

import bn.api.DType;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.experiments.data.Examples;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.network.Node;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.function.ToDoubleFunction;

/**
 * Statistics of a layer's pre-activations over all examples, in float64.
 *
 * @param mean of each unit
 * @param variance biased, of each unit
 * @param eps what the normalization adds to the variance
 */
public record PopulationStatistics(double[] mean, double[] variance, double eps) {

    /**
     * Replaces the running statistics by those of all examples, from the inputs on, because the inputs of a layer depend on the
     * statistics of the layers below: one pass for the layers of each level.
     *
     * @param levels the layers with statistics, from {@link NormalizationLevels#fromInputs}
     * @param finished the levels that need no pass; those that get one are added
     * @return the statistics of those layers
     * @throws bn.api.BnException if they are not finite, or do not fit the network's type
     */
    static Map<Layer, PopulationStatistics> replaceRunning(Network network, List<List<Layer>> levels, BlockIterator blocks,
            FinishedLevels finished) {
        Map<Layer, PopulationStatistics> replaced = new HashMap<>();
        for (List<Layer> level : levels) {
            Optional<Map<Layer, PopulationStatistics>> before = finished.statistics(level);
            before.ifPresent(found -> blocks.skip());
            Map<Layer, PopulationStatistics> computed = before
                    .orElseGet(() -> of(network, level, layer -> place(layer).eps(), blocks));
            computed.forEach((layer, statistics) -> {
                DType dtype = network.spec().dtype();
                FiniteCheck.check("the mean", network.label(layer), statistics.mean, dtype);
                FiniteCheck.checkVariance(network.label(layer), statistics.variance, statistics.eps, dtype);
                place(layer).running().mean().upload(statistics.mean, 0);
                place(layer).running().variance().upload(statistics.variance, 0);
            });
            replaced.putAll(computed);
            if (before.isEmpty()) {
                finished.add(computed);
            }
        }
        return replaced;
    }

    /**
     * The statistics of the outputs of linear maps over all examples, in inference, with eps 0: one pass.
     *
     * @param network in blocks of its largest batch
     * @param layers with linear maps and the normalization {@code none}: without one the activation takes the place of the outputs
     * @param progress called with the fraction done; an exception of it ends the pass
     * @throws bn.api.BnException if they are not finite, or do not fit the network's type
     */
    public static Map<Layer, PopulationStatistics> ofLinearMaps(Backend backend, Network network, Examples examples,
            List<Layer> layers, DoubleConsumer progress) {
        if (!layers.stream().allMatch(Layer::isNormalized)) {
            throw new IllegalArgumentException("the outputs of a linear map without a normalization are not kept");
        }
        try (BlockIterator blocks = new BlockIterator(backend, network.spec().dtype(), examples, network.spec().maxBatch(), 0, 1,
                1,
                progress)) {
            Map<Layer, PopulationStatistics> computed = of(network, layers, layer -> 0, blocks);
            computed.forEach((layer, statistics) -> {
                FiniteCheck.check("the mean", network.label(layer), statistics.mean, network.spec().dtype());
                FiniteCheck.check("the variance", network.label(layer), statistics.variance, network.spec().dtype());
            });
            return computed;
        }
    }

    /** The statistics of a layer's pre-activations in a single batch. */
    static PopulationStatistics ofBatch(Layer layer, Tensor u, HostCopy host) {
        PopulationStatistics batch = new PopulationStatistics(new double[layer.units()], new double[layer.units()],
                place(layer).eps());
        batch.merge(host.of(u), Planes.of(u.shape()), 0);
        batch.divide(u.shape().elements() / layer.units());
        return batch;
    }

    /** Puts them in the place of a layer's running statistics. A constant unit is 0, whatever it is divided by, so it gets no deviation of 0. */
    void replaceRunning(Layer layer) {
        double[] divided = variance.clone();
        for (int k = 0; k < divided.length; k++) {
            divided[k] = divided[k] + eps == 0 ? 1 : divided[k];
        }
        place(layer).running().mean().upload(mean, 0);
        place(layer).running().variance().upload(divided, 0);
    }

    private void divide(long values) {
        for (int k = 0; k < variance.length; k++) {
            variance[k] /= values;
        }
    }

    private static BatchStatistics place(Layer layer) {
        return layer.normalization().flatMap(Normalization::statistics).orElseThrow();
    }

    private static Map<Layer, PopulationStatistics> of(Network network, List<Layer> level, ToDoubleFunction<Layer> eps,
            BlockIterator blocks) {
        Map<Layer, PopulationStatistics> sums = new LinkedHashMap<>();
        level.forEach(layer -> sums.put(layer, new PopulationStatistics(new double[layer.units()], new double[layer.units()],
                eps.applyAsDouble(layer))));
        Set<Node> part = network.upTo(level);
        HostCopy host = new HostCopy();
        int[] before = {0};
        blocks.forEach(count -> {
            network.infer(blocks.inputs(), part);
            sums.forEach((layer, sum) -> {
                Tensor u = network.preActivations(layer, blocks.inputs());
                sum.merge(host.of(u), Planes.of(u.shape()), before[0]);
            });
            before[0] += count;
        });
        sums.forEach((layer, sum) -> {
            sum.divide((long) layer.positions() * blocks.examples());
        });
        return sums;
    }

    /**
     * Adds a block to the means and to the sums of squared deviations, plane by plane (Chan, Golub and LeVeque 1983).
     *
     * @param u the pre-activations of the block
     * @param before number of examples of earlier blocks
     */
    private void merge(double[] u, Planes planes, int before) {
        int values = planes.positions();
        planes.forEachInOrder((k, from, to) -> {
            double planeMean = Planes.sum(u, from, to) / values;
            double squares = Planes.products(u, planeMean, u, planeMean, from, to);
            double difference = planeMean - mean[k];
            double earlier = (double) (before + planes.example(from)) * values;
            mean[k] += difference * values / (earlier + values);
            variance[k] += squares + difference * difference * earlier * values / (earlier + values);
        });
    }

    /** What the normalization divides by. */
    double deviation(int unit) {
        return Math.sqrt(variance[unit] + eps);
    }

    /** The normalized pre-activations, n x K or n x K x positions; 0 for a unit whose deviation is 0. */
    double[] normalize(double[] u, int count) {
        double[] x = new double[u.length];
        Planes.of(u.length, count, mean.length).forEach((k, from, to) -> {
            double s = deviation(k);
            for (int i = from; i < to; i++) {
                x[i] = s == 0 ? 0 : (u[i] - mean[k]) / s;
            }
        });
        return x;
    }
}
