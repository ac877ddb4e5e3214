package bn.experiments.rate;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.Loss;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.LinearSpec;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.theory.batch.BatchEffect;
import bn.theory.batch.ChannelTerms;
import bn.theory.batch.InverseDeviation;
import bn.theory.batch.MixedMoments;
import bn.theory.batch.ReluBatchEffect;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Estimates T9 for the last hidden layer, of K units. All layers below it are normalized by the statistics of all N examples, so
 * that the loss of an example depends on other examples through this layer only. Takes two passes over the examples. With C
 * outputs its matrix products take 6 N K^2 (C + 1) operations; memory is some K x K matrices and the arrays of a block.
 */
final class BatchEffectEstimator {
    private final Backend backend;
    private final Network network;
    private final BlockIterator blocks;
    private final Layer layer;
    private final PopulationStatistics statistics;
    private final int units;
    /** E (x^2 - 1)^3 of each unit at variance 1. */
    private final double[] squareThird;
    /** Computed in a pass when it is needed first; null before. */
    private MixedMoments inputs;

    BatchEffectEstimator(Backend backend, Network network, BlockIterator blocks, Layer last, PopulationStatistics statistics) {
        this.backend = backend;
        this.network = network;
        this.blocks = blocks;
        layer = last;
        this.statistics = statistics;
        units = last.linear().units();
        squareThird = new double[units];
    }

    /**
     * Whether the last layer with a normalization is what T9 is about: fully connected, with ReLU, and read by the linear map of the
     * outputs alone.
     */
    static boolean covers(Architecture architecture) {
        List<NodeSpec> nodes = architecture.nodes();
        int last = nodes.size() - 1;
        return last > 0 && nodes.get(last).operation() instanceof Operation.Layer output && output.linear().isPresent()
                && !output.normalized() && output.activation().equals(Activation.IDENTITY)
                && nodes.get(last).sources().equals(List.of(last - 1))
                && nodes.get(last - 1).operation() instanceof Operation.Layer hidden && hidden.normalized()
                && hidden.linear().filter(LinearSpec.Dense.class::isInstance).isPresent()
                && hidden.activation().equals(Activation.RELU);
    }

    /**
     * The effects of batches that are drawn without replacement, as in an epoch.
     *
     * @param batches their sizes, from 2 to the number of examples
     */
    List<ReluBatchEffect> measure(Loss loss, List<Integer> batches) {
        MixedMoments moments = inputs();
        List<Double> factors = batches.stream().map(batch -> ReluBatchEffect.factor(batch, blocks.examples())).toList();
        List<KinkSums> kinks = factors.stream().map(factor -> new KinkSums(moments, Math.sqrt(factor), units)).toList();
        BatchEffect smooth = smooth(loss, kinks);
        return IntStream.range(0, batches.size())
                .mapToObj(i -> new ReluBatchEffect(smooth, kinks.get(i).kink(), kinks.get(i).decay(), factors.get(i))).toList();
    }

    /** For which batches the effects hold; takes one more pass, after {@link #measure}. */
    BatchYardstick yardstick(Loss loss) {
        MixedMoments moments = inputs();
        List<InverseDeviation> inverse = IntStream.range(0, units).mapToObj(k -> new InverseDeviation(varianceFraction(k),
                moments.third()[k * units + k], moments.squares()[k * units + k], squareThird[k])).toList();
        // Noise of an output adds half its variance to the squared loss, so this is M times the variance of an output in the mean.
        BatchEffect squared = smooth(Loss.SQUARED, List.of());
        double variances = 2 * (squared.cross() + squared.channels().stream().mapToDouble(ChannelTerms::curvature).sum());
        return new BatchYardstick(inverse,
                loss == Loss.SQUARED ? 0 : variances / network.spec().architecture().outputs());
    }

    private BatchEffect smooth(Loss loss, List<KinkSums> kinks) {
        double[] gamma = layer.normalization().orElseThrow().gamma().orElseThrow().value().toDoubles();
        for (int k = 0; k < units; k++) {
            // The scale that the unit would have at variance 1.
            gamma[k] *= Math.sqrt(varianceFraction(k));
        }
        try (ReluLossMoments sums = new ReluLossMoments(backend, network, loss, gamma, kinks, blocks.blockSize())) {
            blocks.forEach(count -> {
                Tensor outputs = network.infer(blocks.inputs());
                sums.add(outputs, blocks.targets(), normalized(count), 1.0 / blocks.examples());
            });
            return BatchEffect.of(inputs(), sums.means(), gamma, blocks.examples());
        }
    }

    private MixedMoments inputs() {
        if (inputs == null) {
            inputs = moments();
        }
        return inputs;
    }

    /** variance / (variance + eps); 0 for a constant unit, which is the same in every batch. */
    private double varianceFraction(int k) {
        double variance = statistics.variance()[k];
        return variance == 0 ? 0 : variance / (variance + statistics.eps());
    }

    /** The pre-activations of a block, normalized to variance 1; a constant unit is 0. */
    private double[] normalized(int count) {
        double[] x = statistics.normalize(layer.preActivations(count).toDoubles(), count);
        for (int i = 0; i < x.length; i++) {
            double fraction = varianceFraction(i % units);
            x[i] = fraction == 0 ? 0 : x[i] / Math.sqrt(fraction);
        }
        return x;
    }

    private MixedMoments moments() {
        DType dtype = network.spec().dtype();
        Shape shape = Shape.of(blocks.blockSize(), units);
        try (Tensor x = backend.allocate(dtype, shape);
                Tensor square = backend.allocate(dtype, shape);
                CrossProductSum second = new CrossProductSum(backend, dtype, units, units);
                CrossProductSum third = new CrossProductSum(backend, dtype, units, units);
                CrossProductSum squares = new CrossProductSum(backend, dtype, units, units)) {
            double weight = 1.0 / blocks.examples();
            blocks.forEach(count -> {
                network.infer(blocks.inputs());
                double[] values = normalized(count);
                Tensor rows = x.rows(0, count);
                Tensor squareRows = square.rows(0, count);
                rows.upload(values, 0);
                // Less its mean, 1: as E x = 0, the third moments stay the same, and rounding is smaller.
                double[] squared = Arrays.stream(values).map(v -> v * v - 1).toArray();
                squareRows.upload(squared, 0);
                for (int i = 0; i < squared.length; i++) {
                    squareThird[i % units] += weight * squared[i] * squared[i] * squared[i];
                }
                second.add(rows, rows, weight);
                third.add(rows, squareRows, weight);
                squares.add(squareRows, squareRows, weight);
            });
            return new MixedMoments(second.sum(), third.sum(), squares.sum(),
                    IntStream.range(0, units).mapToDouble(this::varianceFraction).toArray());
        }
    }
}
