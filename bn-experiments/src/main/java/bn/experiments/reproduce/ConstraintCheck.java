package bn.experiments.reproduce;

import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.experiments.data.Examples;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.report.Axis;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.experiments.train.BatchLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** T1 on the batches of a network: the spread of each unit's effective weights over the inputs of its layer. */
final class ConstraintCheck {
    private final Network network;
    private final Examples examples;
    private final Backend backend;

    ConstraintCheck(Network network, Examples examples, Backend backend) {
        this.network = network;
        this.examples = examples;
        this.backend = backend;
    }

    /**
     * What came out.
     *
     * @param units number of units
     * @param error largest error of v.Sv relative to gamma^2 (1 - eps / s^2)
     * @param chart v.Sv against the bound in the last batch
     */
    record Result(int units, double error, XyChart chart) { }

    Result run(int batches) {
        int batch = network.spec().maxBatch();
        int[] order = IntStream.range(0, examples.count()).toArray();
        double error = 0;
        List<Series> series = new ArrayList<>();
        int units = 0;
        try (BatchLoader loader = new BatchLoader(backend, network.spec().dtype(), examples, batch)) {
            for (int b = 0; b < Math.min(batches, examples.count() / batch); b++) {
                loader.load(order, b * batch, batch, 0, null);
                network.forward(loader.inputs());
                Tensor inputs = loader.inputs();
                series.clear();
                units = 0;
                for (Layer layer : network.layers()) {
                    if (layer.normalization().isPresent()) {
                        double[][] pairs = pairs(layer, inputs.toDoubles(), batch);
                        for (int k = 0; k < pairs[0].length; k++) {
                            error = Math.max(error, Math.abs(pairs[1][k] - pairs[0][k]) / pairs[0][k]);
                        }
                        units += pairs[0].length;
                        series.add(Series.of("layer " + (series.size() + 1), Series.Style.MARKERS, pairs[0], pairs[1]));
                    }
                    inputs = layer.outputs(batch);
                }
            }
        }
        return new Result(units, error, new XyChart("v·Sv of every unit at the end of training against γ² (1 - ε / s²)",
                Axis.linear("γ² (1 - ε / s²)"), Axis.linear("v·Sv"), series, List.of()));
    }

    /** The bound by the kernel's variance, and v.Sv by the inputs x (N x I); units without variance are left out. */
    private static double[][] pairs(Layer layer, double[] x, int batch) {
        Normalization norm = layer.normalization().orElseThrow();
        BatchStatistics statistics = norm.statistics().orElseThrow();
        double[] gamma = norm.gamma().orElseThrow().value().toDoubles();
        double[] variance = statistics.batch().variance().toDoubles();
        double[] weights = layer.dense().weights().value().toDoubles();
        int inputs = layer.dense().inputs();
        int[] alive = IntStream.range(0, gamma.length).filter(k -> variance[k] > 0 && gamma[k] != 0).toArray();
        double[][] pairs = new double[2][alive.length];
        for (int a = 0; a < alive.length; a++) {
            int k = alive[a];
            double s2 = variance[k] + statistics.eps();
            pairs[0][a] = gamma[k] * gamma[k] * (1 - statistics.eps() / s2);
            pairs[1][a] = gamma[k] * gamma[k] / s2 * spread(x, batch, weights, k * inputs, inputs);
        }
        return pairs;
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
