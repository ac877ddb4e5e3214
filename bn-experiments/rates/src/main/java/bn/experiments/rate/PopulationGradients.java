package bn.experiments.rate;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.experiments.network.Network;
import bn.experiments.network.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The gradients of the mean loss over all examples, block by block. Below batch norm, the gradient of an example depends on all
 * others through the gradients with respect to gamma and beta. So the layers with statistics take passes of their own, from the
 * last ones down.
 */
final class PopulationGradients {
    private final Backend backend;
    private final Network network;
    private final Loss loss;
    private final BlockIterator blocks;
    private final FinishedLevels finished;
    private final Map<Layer, LayerGradients> layers = new HashMap<>();
    private final Map<Linear, LinearGradients> linear = new LinkedHashMap<>();

    /**
     * Gradients of a network whose running statistics are those of all examples.
     *
     * @param maps linear maps whose gradients are computed too
     * @param finished the levels that need no pass; those that get one are added
     */
    PopulationGradients(Backend backend, Network network, Loss loss, BlockIterator blocks, Collection<Linear> maps,
            FinishedLevels finished) {
        this.backend = backend;
        this.network = network;
        this.loss = loss;
        this.blocks = blocks;
        this.finished = finished;
        maps.forEach(map -> linear.put(map, new LinearGradients(backend, network.spec().dtype(), map)));
    }

    /**
     * Computes the gradients in a pass for each level, and one more if linear maps are left.
     *
     * @param levels the layers with statistics, from {@link NormalizationLevels#fromOutputs}; without any one pass is enough
     * @param certify whether to compute how near the weights are to a stationary point as well
     */
    void compute(List<List<Layer>> levels, Map<Layer, PopulationStatistics> statistics, boolean certify) {
        try {
            if (levels.isEmpty()) {
                independent();
            } else {
                dependent(levels, statistics, certify);
            }
        } finally {
            linear.values().forEach(LinearGradients::close);
        }
        layers.forEach((layer, gradients) -> {
            FiniteCheck.check("the gradient of gamma", network.label(layer), gradients.gamma(), network.spec().dtype());
            FiniteCheck.check("the gradient of beta", network.label(layer), gradients.beta(), network.spec().dtype());
        });
    }

    /** The number of passes that {@link #compute} makes. */
    static int passes(Network network, List<List<Layer>> levels, Collection<Linear> maps) {
        return Math.max(1, levels.size()) + (levels.isEmpty() || left(network, levels, maps).isEmpty() ? 0 : 1);
    }

    /** The linear maps whose gradients no pass of these levels gives: those that no layer of a level comes before. */
    private static List<Linear> left(Network network, List<List<Layer>> levels, Collection<Linear> maps) {
        List<Linear> left = new ArrayList<>(maps);
        for (List<Layer> level : levels) {
            network.from(level).stream().filter(node -> !level.contains(node)).forEach(node -> {
                if (node instanceof Layer layer && layer.hasLinear()) {
                    left.remove(layer.linear());
                }
            });
        }
        return left;
    }

    private void dependent(List<List<Layer>> levels, Map<Layer, PopulationStatistics> statistics, boolean certify) {
        List<Linear> missing = new ArrayList<>(linear.keySet());
        List<Linear> left = left(network, levels, missing);
        for (List<Layer> level : levels) {
            List<Linear> known = new ArrayList<>(missing);
            known.removeAll(left(network, List.of(level), missing));
            missing.removeAll(known);
            pass(level, network.from(level), known, statistics, certify);
        }
        if (!left.isEmpty()) {
            List<Layer> owners = network.layers().stream().filter(layer -> layer.hasLinear() && left.contains(layer.linear()))
                    .toList();
            pass(List.of(), network.from(owners), left, statistics, false);
        }
    }

    private void pass(List<Layer> targets, Set<Node> part, List<Linear> known, Map<Layer, PopulationStatistics> statistics,
            boolean certify) {
        Map<Linear, LinearGradients> maps = new LinkedHashMap<>(linear);
        maps.keySet().retainAll(known);
        Optional<Map<Layer, LayerGradients>> before = finished.gradients(targets, maps);
        if (before.isPresent()) {
            blocks.skip();
            layers.putAll(before.get());
            return;
        }
        try (Tensor metrics = backend.allocate(network.spec().dtype(), Shape.of(2));
                PopulationBackward above = new PopulationBackward(backend, network.spec().dtype(), blocks.blockSize(), statistics,
                        layers);
                PopulationPass pass = new PopulationPass(blocks, statistics, above, targets, maps)) {
            if (certify) {
                pass.certify(backend, network);
            }
            blocks.forEach(count -> {
                pass.startBlock(count);
                backend.loss().compute(loss, network.infer(blocks.inputs()), blocks.targets(), network.outputGradient(count),
                        metrics);
                network.backward(blocks.inputs(), pass, part);
            });
            Map<Layer, LayerGradients> computed = pass.result();
            layers.putAll(computed);
            finished.add(computed, maps);
        }
    }

    /** Without statistics no example depends on another, so that ordinary backward passes over the blocks add up. */
    private void independent() {
        network.normalizedLayers().forEach(layer -> layers.put(layer, LayerGradients.zeros(layer)));
        try (Tensor metrics = backend.allocate(network.spec().dtype(), Shape.of(2))) {
            blocks.forEach(count -> {
                double weight = (double) count / blocks.examples();
                Tensor outputs = network.forward(blocks.inputs());
                backend.loss().compute(loss, outputs, blocks.targets(), network.outputGradient(count), metrics);
                BackwardHook add = (map, x, dz) -> {
                    if (linear.containsKey(map)) {
                        linear.get(map).add(x, dz, weight);
                    }
                };
                network.backward(blocks.inputs(), add);
                layers.forEach((layer, sum) -> sum.add(weight, layer.normalization().orElseThrow()));
            });
        }
    }

    /** The gradients of a layer with a normalization. */
    LayerGradients of(Layer layer) {
        return layers.get(layer);
    }

    /** The gradients of a linear map that was asked for. */
    LinearGradients of(Linear map) {
        return linear.get(map);
    }
}
