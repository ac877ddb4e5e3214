package bn.experiments.rate;

import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Dense;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.experiments.network.Network;
import bn.theory.network.Stationarity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The backward passes over all blocks that give the gradients of some layers. The layers above are normalized by the statistics of
 * all examples, through which the gradients of all examples with respect to gamma and beta flow.
 */
final class PopulationPass implements BackwardHook, AutoCloseable {
    private final BlockIterator blocks;
    private final Map<Layer, PopulationStatistics> statistics;
    private final PopulationBackward above;
    private final Map<Layer, LayerGradients> sums = new LinkedHashMap<>();
    private final Map<Layer, WeightGradientParts> parts = new LinkedHashMap<>();
    private final Map<Linear, LinearGradients> linear;
    private final HostCopy us = new HostCopy();
    private final HostCopy dys = new HostCopy();
    private double weight;
    private Tensor inputs;

    /**
     * Sums of zero.
     *
     * @param above the backward passes of all layers that depend on those of this pass
     * @param layers whose gradients are computed
     * @param linear receives the gradients of the linear maps whose outputs' gradients are known in this pass
     */
    PopulationPass(BlockIterator blocks, Map<Layer, PopulationStatistics> statistics, PopulationBackward above,
            Iterable<Layer> layers, Map<Linear, LinearGradients> linear) {
        this.blocks = blocks;
        this.statistics = statistics;
        this.above = above;
        this.linear = linear;
        layers.forEach(layer -> sums.put(layer, LayerGradients.zeros(layer)));
    }

    /** Computes stationarity as well, for fully connected layers: it needs the covariance of the inputs. */
    void certify(Backend backend, Network network) {
        sums.keySet().stream().filter(layer -> layer.hasLinear() && layer.linear() instanceof Dense).forEach(
                layer -> parts.put(layer, new WeightGradientParts(backend, network.spec().dtype(), layer, blocks)));
    }

    /** Starts a block of this many examples. */
    void startBlock(int count) {
        weight = (double) count / blocks.examples();
    }

    @Override
    public void beforeLayer(Layer layer, Tensor x, Tensor dy) {
        inputs = x;
    }

    @Override
    public Optional<NormalizationBackward> normalization(Layer layer) {
        return Optional.of((u, dy, du) -> {
            if (sums.containsKey(layer)) {
                add(layer, u, dy);
            } else {
                above.apply(layer, u, dy, du);
            }
        });
    }

    private void add(Layer layer, Tensor u, Tensor dy) {
        PopulationStatistics population = statistics.get(layer);
        double[] values = us.of(u);
        double[] d = dys.of(dy);
        LayerGradients sum = sums.get(layer);
        Planes.of(u.shape()).forEachInOrder((k, from, to) -> {
            double s = population.deviation(k);
            sum.beta()[k] += weight * Planes.sum(d, from, to);
            sum.gamma()[k] += s == 0 ? 0 : weight * Planes.products(values, population.mean()[k], d, 0, from, to) / s;
        });
        if (parts.containsKey(layer)) {
            parts.get(layer).add(dy, population.normalize(u.toDoubles(), u.shape().size(0)), inputs);
        }
    }

    @Override
    public void afterLayer(Linear map, Tensor x, Tensor dz) {
        if (linear.containsKey(map) && sums.keySet().stream().noneMatch(layer -> layer.hasLinear() && layer.linear() == map)) {
            linear.get(map).add(x, dz, weight);
        }
    }

    /** The gradients of the layers. */
    Map<Layer, LayerGradients> result() {
        Map<Layer, LayerGradients> result = new LinkedHashMap<>();
        sums.forEach((layer, sum) -> {
            Optional<Stationarity> stationarity = Optional.ofNullable(parts.get(layer))
                    .map(p -> p.stationarity(sum.gamma(), sum.beta()));
            result.put(layer, new LayerGradients(sum.gamma(), sum.beta(), stationarity));
        });
        return result;
    }

    @Override
    public void close() {
        parts.values().forEach(WeightGradientParts::close);
    }
}
