package bn.experiments.rate;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.theory.batch.BatchEffect;
import bn.theory.batch.MixedMoments;
import bn.theory.batch.ReluBatchEffect;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * T9 for the last hidden layer of K units, all layers below it with the statistics of all examples: the loss of an example then
 * depends on the others through this layer only. Two passes. With C outputs, 6 N K^2 (C + 1) operations in products, and memory
 * for some K x K matrices and arrays of a block.
 */
final class BatchEffectMeter {
    private final Backend backend;
    private final Network network;
    private final DataPasses passes;
    private final Layer layer;
    private final PopulationStatistics statistics;
    private final int units;

    BatchEffectMeter(Backend backend, Network network, DataPasses passes, Layer last, PopulationStatistics statistics) {
        this.backend = backend;
        this.network = network;
        this.passes = passes;
        layer = last;
        this.statistics = statistics;
        units = last.dense().outputs();
    }

    /**
     * The effect of batches that are drawn without replacement, as in an epoch.
     *
     * @param batch from 2 to the number of examples
     */
    ReluBatchEffect read(Loss loss, int batch) {
        double[] gamma = layer.normalization().orElseThrow().gamma().orElseThrow().value().toDoubles();
        for (int k = 0; k < units; k++) {
            // That of the unit at variance 1.
            gamma[k] *= Math.sqrt(share(k));
        }
        MixedMoments inputs = moments();
        double perBatch = ReluBatchEffect.factor(batch, passes.examples());
        try (ReluLossMoments lossMoments = new ReluLossMoments(backend, network, loss, inputs, gamma, Math.sqrt(perBatch),
                passes.block())) {
            passes.run(count -> {
                Tensor outputs = network.infer(passes.inputs());
                lossMoments.add(outputs, passes.targets(), normalized(count), 1.0 / passes.examples());
            });
            return new ReluBatchEffect(BatchEffect.of(inputs, lossMoments.means(), gamma, passes.examples()), lossMoments.kink(),
                    lossMoments.kinkDecay(), perBatch);
        }
    }

    /** variance / (variance + eps); 0 for a constant unit, which no batch moves. */
    private double share(int k) {
        double variance = statistics.variance()[k];
        return variance == 0 ? 0 : variance / (variance + statistics.eps());
    }

    /** The pre-activations of a block, normalized to variance 1; a constant unit is 0. */
    private double[] normalized(int count) {
        double[] x = statistics.normalize(layer.preActivations(count).toDoubles());
        for (int i = 0; i < x.length; i++) {
            double share = share(i % units);
            x[i] = share == 0 ? 0 : x[i] / Math.sqrt(share);
        }
        return x;
    }

    private MixedMoments moments() {
        DType dtype = network.spec().dtype();
        Shape shape = Shape.of(passes.block(), units);
        try (Tensor x = backend.allocate(dtype, shape);
                Tensor square = backend.allocate(dtype, shape);
                ColumnProducts second = new ColumnProducts(backend, dtype, units, units);
                ColumnProducts third = new ColumnProducts(backend, dtype, units, units);
                ColumnProducts squares = new ColumnProducts(backend, dtype, units, units)) {
            double share = 1.0 / passes.examples();
            passes.run(count -> {
                network.infer(passes.inputs());
                double[] values = normalized(count);
                Tensor rows = x.rows(0, count);
                Tensor squareRows = square.rows(0, count);
                rows.upload(values, 0);
                // Relative to the mean 1, which changes nothing, as E x = 0, and loses nothing to large means.
                squareRows.upload(Arrays.stream(values).map(v -> v * v - 1).toArray(), 0);
                second.add(rows, rows, share);
                third.add(rows, squareRows, share);
                squares.add(squareRows, squareRows, share);
            });
            return new MixedMoments(second.sum(), third.sum(), squares.sum(),
                    IntStream.range(0, units).mapToDouble(this::share).toArray());
        }
    }
}
