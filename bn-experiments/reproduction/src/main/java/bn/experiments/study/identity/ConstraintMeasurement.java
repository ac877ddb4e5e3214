package bn.experiments.study.identity;

import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.Normalization;
import bn.experiments.data.Examples;
import bn.experiments.identity.OutputVariance;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.train.BatchLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** T1 on the batches of a network: the variance of what batch norm gives for each unit, next to what its weights and inputs bound it to. */
final class ConstraintMeasurement {
    private final Network network;
    private final Examples examples;
    private final Backend backend;
    private final OutputVariance outputVariance;

    ConstraintMeasurement(Network network, Examples examples, Backend backend) {
        this.network = network;
        this.examples = examples;
        this.backend = backend;
        outputVariance = new OutputVariance(backend);
    }

    /**
     * The units of a layer that have variance and a gamma.
     *
     * @param bound 1 - eps / s^2 of each, s^2 = w.Sw + eps by the inputs and the weights
     * @param measured v.Sv / gamma^2 of each, by the outputs of the kernel
     */
    record Units(double[] bound, double[] measured) {

        /** The largest relative error of T1. */
        double largestError() {
            return IntStream.range(0, bound.length).mapToDouble(k -> Math.abs(measured[k] - bound[k]) / bound[k]).max().orElse(0);
        }
    }

    /** The units of each normalized layer, on the batch of this number. */
    List<Units> run(int number) {
        int batch = network.spec().maxBatch();
        int[] order = IntStream.range(0, examples.count()).toArray();
        List<Units> units = new ArrayList<>();
        try (BatchLoader loader = new BatchLoader(backend, network.spec().dtype(), examples, batch)) {
            loader.load(order, number * batch, batch, 0, null);
            network.forward(loader.inputs());
            Tensor inputs = loader.inputs();
            for (Layer layer : network.layers()) {
                if (layer.normalization().isPresent()) {
                    units.add(units(layer, inputs.toDoubles(), batch));
                }
                inputs = layer.outputs(batch);
            }
        }
        return units;
    }

    /** The bound by the inputs x (N x I), which the kernel has no part in. */
    private Units units(Layer layer, double[] x, int batch) {
        Normalization norm = layer.normalization().orElseThrow();
        double eps = norm.statistics().orElseThrow().eps();
        double[] gamma = norm.gamma().orElseThrow().value().toDoubles();
        double[] weights = layer.linear().weights().value().toDoubles();
        int inputs = layer.linear().fanIn();
        double[] spread = IntStream.range(0, gamma.length).mapToDouble(k -> spread(x, batch, weights, k * inputs, inputs))
                .toArray();
        double[] outputs = outputVariance.of(layer, batch);
        int[] alive = IntStream.range(0, gamma.length).filter(k -> spread[k] > 0 && gamma[k] != 0).toArray();
        return new Units(IntStream.of(alive).mapToDouble(k -> 1 - eps / (spread[k] + eps)).toArray(),
                IntStream.of(alive).mapToDouble(k -> outputs[k] / (gamma[k] * gamma[k])).toArray());
    }

    /** w.Sw of the rows of x, by its definition. */
    private static double spread(double[] x, int batch, double[] weights, int from, int inputs) {
        double[] u = new double[batch];
        double mean = 0;
        for (int i = 0; i < batch; i++) {
            for (int j = 0; j < inputs; j++) {
                u[i] += weights[from + j] * x[i * inputs + j];
            }
            mean += u[i] / batch;
        }
        double sum = 0;
        for (double value : u) {
            sum += (value - mean) * (value - mean);
        }
        return sum / batch;
    }
}
