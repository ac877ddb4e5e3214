package bn.experiments.rate;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.Loss;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.theory.network.Stationarity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The gradients of the mean loss over all examples, block by block. Below batch norm, the gradient of an example depends on all
 * others through the gradients with respect to gamma and beta. So each layer with statistics takes a pass of its own, from the
 * last one down.
 */
final class PopulationGradients {
    private final Backend backend;
    private final Network network;
    private final Loss loss;
    private final BlockIterator blocks;
    private final Map<Layer, PopulationStatistics> statistics;
    private final boolean certify;
    private final List<Layer> layers;
    private final LayerGradients[] gradients;

    /**
     * Gradients of a network with statistics of all examples.
     *
     * @param certify whether to compute how near the weights are to a stationary point as well
     */
    PopulationGradients(Backend backend, Network network, Loss loss, BlockIterator blocks,
            Map<Layer, PopulationStatistics> statistics, boolean certify) {
        this.backend = backend;
        this.network = network;
        this.loss = loss;
        this.blocks = blocks;
        this.statistics = statistics;
        this.certify = certify;
        layers = network.layers();
        gradients = new LayerGradients[layers.size() - 1];
    }

    /** The gradients of all hidden layers, from the first. */
    List<LayerGradients> compute() {
        if (statistics.isEmpty()) {
            independent();
        } else {
            for (int layer = gradients.length - 1; layer >= 0; layer--) {
                gradients[layer] = compute(layer);
            }
        }
        for (int l = 0; l < gradients.length; l++) {
            FiniteCheck.check("the gradient of gamma", l + 1, gradients[l].gamma(), network.spec().dtype());
            FiniteCheck.check("the gradient of beta", l + 1, gradients[l].beta(), network.spec().dtype());
        }
        return List.of(gradients);
    }

    /** Without statistics no example depends on another, so that ordinary backward passes over the blocks add up. */
    private void independent() {
        for (int l = 0; l < gradients.length; l++) {
            gradients[l] = LayerGradients.zeros(layers.get(l), layers.get(l + 1));
        }
        try (Tensor metrics = backend.allocate(network.spec().dtype(), Shape.of(2))) {
            blocks.forEach(count -> {
                Tensor outputs = network.forward(blocks.inputs());
                backend.loss().compute(loss, outputs, blocks.targets(), network.outputGradient(count), metrics);
                network.backward(blocks.inputs(), BackwardHook.STORE);
                for (int l = 0; l < gradients.length; l++) {
                    gradients[l].add((double) count / blocks.examples(), layers.get(l), layers.get(l + 1));
                }
            });
        }
    }

    private LayerGradients compute(int target) {
        Layer layer = layers.get(target);
        int units = layer.linear().units();
        DType dtype = network.spec().dtype();
        double[] gamma = new double[units];
        double[] beta = new double[units];
        try (Tensor metrics = backend.allocate(dtype, Shape.of(2));
                CrossProductSum above = new CrossProductSum(backend, dtype, layers.get(target + 1).linear().units(), units);
                WeightGradientParts parts = certify ? new WeightGradientParts(backend, dtype, layer, blocks) : null) {
            blocks.forEach(count -> {
                double weight = (double) count / blocks.examples();
                backend.loss().compute(loss, network.infer(blocks.inputs()), blocks.targets(), network.outputGradient(count),
                        metrics);
                for (int l = layers.size() - 1; l > target; l--) {
                    backward(l, count, l == target + 1 ? above : null, weight);
                }
                Tensor d = layer.gradient(count);
                backend.activation().backward(Activation.RELU, layer.outputs(count), d, d);
                double[] x = statistics.get(layer).normalize(layer.preActivations(count).toDoubles());
                addParameters(d.toDoubles(), x, weight, gamma, beta);
                if (parts != null) {
                    parts.add(d, x, inputs(target, count));
                }
            });
            Optional<Stationarity> stationarity = Optional.ofNullable(parts).map(p -> p.stationarity(gamma, beta));
            return new LayerGradients(gamma, beta, above.sum(), stationarity);
        }
    }

    private Tensor inputs(int layer, int count) {
        return layer == 0 ? blocks.inputs() : layers.get(layer - 1).outputs(count);
    }

    /** Computes, from the gradient with respect to a layer's outputs, that with respect to the outputs of the layer below. */
    private void backward(int l, int count, CrossProductSum weights, double weight) {
        Layer layer = layers.get(l);
        Tensor d = layer.gradient(count);
        if (l < gradients.length) {
            backend.activation().backward(Activation.RELU, layer.outputs(count), d, d);
            double[] u = layer.preActivations(count).toDoubles();
            d.upload(statistics.get(layer).backward(d.toDoubles(), u, gamma(layer), gradients[l]), 0);
        }
        if (weights != null) {
            weights.add(d, inputs(l, count), weight);
        }
        backend.dense().backwardInput(d, layer.linear().weights().value(), layers.get(l - 1).gradient(count));
    }

    private static double[] gamma(Layer layer) {
        return layer.normalization().orElseThrow().gamma().orElseThrow().value().toDoubles();
    }

    private static void addParameters(double[] d, double[] x, double weight, double[] gamma, double[] beta) {
        for (int i = 0; i < d.length; i++) {
            int k = i % gamma.length;
            beta[k] += weight * d[i];
            gamma[k] += weight * d[i] * x[i];
        }
    }
}
