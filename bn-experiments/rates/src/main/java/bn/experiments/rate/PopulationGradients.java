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
 * The gradients of the mean loss over all examples, a block at a time. What batch norm passes down to an example depends on all
 * others through the gradients with respect to gamma and beta, so that each layer with statistics takes a pass of its own, from
 * above.
 */
final class PopulationGradients {
    private final Backend backend;
    private final Network network;
    private final Loss loss;
    private final DataPasses passes;
    private final Map<Layer, PopulationStatistics> statistics;
    private final boolean certify;
    private final List<Layer> layers;
    private final LayerGradients[] gradients;

    /** Gradients of a network with these statistics; with how near the weights are to a stationary point, if it is to certify. */
    PopulationGradients(Backend backend, Network network, Loss loss, DataPasses passes,
            Map<Layer, PopulationStatistics> statistics, boolean certify) {
        this.backend = backend;
        this.network = network;
        this.loss = loss;
        this.passes = passes;
        this.statistics = statistics;
        this.certify = certify;
        layers = network.layers();
        gradients = new LayerGradients[layers.size() - 1];
    }

    /** The gradients of all hidden layers. */
    List<LayerGradients> read() {
        if (statistics.isEmpty()) {
            independent();
        } else {
            for (int layer = gradients.length - 1; layer >= 0; layer--) {
                gradients[layer] = read(layer);
            }
        }
        for (int l = 0; l < gradients.length; l++) {
            FiniteNumbers.check("the gradient of gamma", l + 1, gradients[l].gamma(), network.spec().dtype());
            FiniteNumbers.check("the gradient of beta", l + 1, gradients[l].beta(), network.spec().dtype());
        }
        return List.of(gradients);
    }

    /** Where no example depends on another, the normalizations' own backward passes over blocks are those of all. */
    private void independent() {
        for (int l = 0; l < gradients.length; l++) {
            gradients[l] = LayerGradients.zeros(layers.get(l), layers.get(l + 1));
        }
        try (Tensor metrics = backend.allocate(network.spec().dtype(), Shape.of(2))) {
            passes.run(count -> {
                Tensor outputs = network.forward(passes.inputs());
                backend.loss().compute(loss, outputs, passes.targets(), network.outputGradient(count), metrics);
                network.backward(passes.inputs(), BackwardHook.STORE);
                for (int l = 0; l < gradients.length; l++) {
                    gradients[l].add((double) count / passes.examples(), layers.get(l), layers.get(l + 1));
                }
            });
        }
    }

    private LayerGradients read(int target) {
        Layer layer = layers.get(target);
        int units = layer.dense().outputs();
        DType dtype = network.spec().dtype();
        double[] gamma = new double[units];
        double[] beta = new double[units];
        try (Tensor metrics = backend.allocate(dtype, Shape.of(2));
                ColumnProducts above = new ColumnProducts(backend, dtype, layers.get(target + 1).dense().outputs(), units);
                WeightParts parts = certify ? new WeightParts(backend, dtype, layer, passes) : null) {
            passes.run(count -> {
                double share = (double) count / passes.examples();
                backend.loss().compute(loss, network.infer(passes.inputs()), passes.targets(), network.outputGradient(count),
                        metrics);
                for (int l = layers.size() - 1; l > target; l--) {
                    backward(l, count, l == target + 1 ? above : null, share);
                }
                Tensor d = layer.gradient(count);
                backend.activation().backward(Activation.RELU, layer.outputs(count), d, d);
                double[] x = statistics.get(layer).normalize(layer.preActivations(count).toDoubles());
                addParameters(d.toDoubles(), x, share, gamma, beta);
                if (parts != null) {
                    parts.add(d, x, inputs(target, count));
                }
            });
            Optional<Stationarity> stationarity = Optional.ofNullable(parts).map(p -> p.stationarity(gamma, beta));
            return new LayerGradients(gamma, beta, above.sum(), stationarity);
        }
    }

    private Tensor inputs(int layer, int count) {
        return layer == 0 ? passes.inputs() : layers.get(layer - 1).outputs(count);
    }

    /** Computes, from the gradient with respect to a layer's outputs, that with respect to the outputs of the layer below. */
    private void backward(int l, int count, ColumnProducts weights, double share) {
        Layer layer = layers.get(l);
        Tensor d = layer.gradient(count);
        if (l < gradients.length) {
            backend.activation().backward(Activation.RELU, layer.outputs(count), d, d);
            double[] u = layer.preActivations(count).toDoubles();
            d.upload(statistics.get(layer).backward(d.toDoubles(), u, gamma(layer), gradients[l]), 0);
        }
        if (weights != null) {
            weights.add(d, inputs(l, count), share);
        }
        backend.dense().backwardInput(d, layer.dense().weights().value(), layers.get(l - 1).gradient(count));
    }

    private static double[] gamma(Layer layer) {
        return layer.normalization().orElseThrow().gamma().orElseThrow().value().toDoubles();
    }

    private static void addParameters(double[] d, double[] x, double share, double[] gamma, double[] beta) {
        for (int i = 0; i < d.length; i++) {
            int k = i % gamma.length;
            beta[k] += share * d[i];
            gamma[k] += share * d[i] * x[i];
        }
    }
}
