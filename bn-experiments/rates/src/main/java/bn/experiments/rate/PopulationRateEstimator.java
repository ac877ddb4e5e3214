package bn.experiments.rate;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.Normalization;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.data.FloatRange;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.experiments.network.Network;
import bn.experiments.stream.End;
import bn.experiments.stream.Stream;
import bn.experiments.stream.StreamBalance;
import bn.experiments.stream.StreamFinder;
import bn.theory.batch.ReluBatchEffect;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;

/**
 * Measures a network on all examples as one batch: rates (T3, T6), certificates (T8, stationarity) and the effect of smaller
 * batches (T9) with population statistics. Nothing is averaged over batches. Memory does not grow with the number of examples,
 * because they are read block by block: twice for each level of layers with statistics, and up to four times more.
 *
 * <p>A pass for the statistics of a level goes forward up to it; a pass for gradients goes forward through the whole network and back
 * to its level, mostly without gradients with respect to weights. With L levels of equal size this is the work of (2 L + 1) / 3
 * forward and backward passes of training, so fewer than L from 2 levels on: 13.05 for the 19 layers of ResNet-20 on images of
 * 32 x 32.
 *
 * @param loss that the network is trained with
 * @param noiseSigma standard deviation of the noise on the inputs
 * @param seed of the noise
 */
public record PopulationRateEstimator(Backend backend, Loss loss, double noiseSigma, long seed) {
    private static final int BLOCK = 2048;
    private static final long NUMBERS = 1 << 21;

    /** A block size at which measuring is fast, and the outputs of a node are no more than some million numbers. */
    public static int block(Architecture architecture) {
        long largest = architecture.shapes().stream().mapToLong(Shape::elements).max().orElseThrow();
        return architecture.widths().isEmpty() ? (int) Math.max(1, Math.min(BLOCK, NUMBERS / largest)) : BLOCK;
    }

    /**
     * Measures the rates of all hidden layers alone. Takes as many passes as {@link #measure}, with less work in each.
     *
     * @param network to measure, in blocks of its largest batch; has the same parameters and running statistics afterwards
     * @param progress called with the fraction done; an exception of it ends the measurement
     * @throws InvalidRequestException if its hidden layers have no rates
     * @throws BnException if numbers are not finite, or do not fit the network's type
     */
    public List<LayerMeasurement> rates(Network network, Examples examples, DoubleConsumer progress) {
        return measure(network, examples, OptionalInt.empty(), false, MeasurementStore.NONE, progress).layers().stream()
                .map(LayerCertificate::measurement)
                .toList();
    }

    /**
     * Measures all hidden layers.
     *
     * @param network to measure, in blocks of its largest batch; has the same parameters and running statistics afterwards
     * @param batch size of the batches that T9 is about, from 2 to the number of examples; without one T9 is left out
     * @param progress called with the fraction done; an exception of it ends the measurement
     * @throws InvalidRequestException if its hidden layers have no rates, or there are no such batches
     * @throws BnException if numbers are not finite, or do not fit the network's type
     */
    public NetworkMeasurement measure(Network network, Examples examples, OptionalInt batch, DoubleConsumer progress) {
        return measure(network, examples, batch, MeasurementStore.NONE, progress);
    }

    /**
     * Measures all hidden layers, from the last level of layers on that was finished before a break, with the same bits as without
     * the break. The noise part of alpha and T9 come last and are computed again.
     *
     * @param network to measure, in blocks of its largest batch; has the same parameters and running statistics afterwards
     * @param batch size of the batches that T9 is about, from 2 to the number of examples; without one T9 is left out
     * @param store has the finished levels of this measurement, and keeps further ones
     * @param progress called with the fraction done; an exception of it ends the measurement
     * @throws InvalidRequestException if its hidden layers have no rates, or there are no such batches
     * @throws BnException if numbers are not finite, or do not fit the network's type
     */
    public NetworkMeasurement measure(Network network, Examples examples, OptionalInt batch, MeasurementStore store,
            DoubleConsumer progress) {
        batch.ifPresent(m -> {
            if (m < 2 || m > examples.count()) {
                throw new InvalidRequestException("batches of " + m + " examples cannot be drawn from " + examples.count()
                        + "; T9 is about batches of 2 or more, and of no more than all");
            }
        });
        return measure(network, examples, batch, true, store, progress);
    }

    private NetworkMeasurement measure(Network network, Examples examples, OptionalInt batch, boolean certify,
            MeasurementStore store, DoubleConsumer progress) {
        requireRates(network);
        List<Layer> normalized = network.normalizedLayers();
        List<Stream> streams = certify ? StreamFinder.of(network) : List.of();
        List<Linear> maps = maps(streams);
        List<List<Layer>> levels = NormalizationLevels.fromOutputs(network);
        boolean measuresEffect = batch.isPresent() && !levels.isEmpty() && hasBatchEffect(network.spec().architecture());
        FloatRange.check(examples, network.spec().dtype());
        int passes = levels.size() + PopulationGradients.passes(network, levels, maps) + (measuresEffect ? 2 : 0)
                + (new NoiseVariance(normalized, noiseSigma).isDrawn() ? 1 : 0);
        Map<String, double[]> state = network.state();
        try (BlockIterator blocks = new BlockIterator(backend, network.spec().dtype(), examples, network.spec().maxBatch(),
                noiseSigma, seed, passes, progress)) {
            FinishedLevels finished = new FinishedLevels(network, store);
            Map<Layer, PopulationStatistics> statistics = PopulationStatistics.replaceRunning(network,
                    NormalizationLevels.fromInputs(network), blocks, finished);
            PopulationGradients sums = new PopulationGradients(backend, network, loss, blocks, maps, finished);
            sums.compute(levels, statistics, certify);
            List<LayerCertificate> certificates = certificates(normalized, sums, statistics, noise(network, normalized, blocks));
            Layer last = normalized.get(normalized.size() - 1);
            Optional<ReluBatchEffect> effect = !measuresEffect ? Optional.empty()
                    : Optional.of(new BatchEffectEstimator(backend, network, blocks, last, statistics.get(last)).measure(loss,
                            List.of(batch.getAsInt())).get(0));
            return new NetworkMeasurement(certificates,
                    StreamBalance.of(streams, new MeasuredGradients(network, sums, statistics)), effect);
        } finally {
            network.restore(state);
        }
    }

    private static List<LayerCertificate> certificates(List<Layer> normalized, PopulationGradients sums,
            Map<Layer, PopulationStatistics> statistics, NoiseVariance noise) {
        List<LayerCertificate> certificates = new ArrayList<>();
        for (int i = 0; i < normalized.size(); i++) {
            Layer layer = normalized.get(i);
            double[] variance = statistics.containsKey(layer) ? statistics.get(layer).variance() : new double[layer.units()];
            LayerGradients gradients = sums.of(layer);
            certificates.add(new LayerCertificate(
                    LayerMeasurement.of(i + 1, layer, gradients.gamma(), gradients.beta(), variance, noise),
                    gradients.stationarity()));
        }
        return certificates;
    }

    /** The linear maps that write or read streams without an obstacle, and whose gradients are therefore needed. */
    private static List<Linear> maps(List<Stream> streams) {
        Set<Linear> maps = new LinkedHashSet<>();
        streams.stream().filter(stream -> stream.obstacle().isEmpty()).flatMap(stream -> stream.channels().stream())
                .forEach(channel -> {
                    channel.writers().stream().map(End::layer).filter(layer -> !layer.isNormalized())
                            .forEach(layer -> maps.add(layer.linear()));
                    channel.readers().stream().map(End::layer).filter(Layer::hasLinear)
                            .forEach(layer -> maps.add(layer.linear()));
                });
        return List.copyOf(maps);
    }

    /**
     * Whether T9 can be measured: the last layer with a normalization is fully connected, with ReLU, and read by the linear map of
     * the outputs alone.
     */
    public static boolean hasBatchEffect(Architecture architecture) {
        return BatchEffectEstimator.covers(architecture);
    }

    /**
     * Checks that a network has rates.
     *
     * @throws InvalidRequestException if it has no layer with a normalization, or one without gamma
     */
    public static void requireRates(Network network) {
        List<Layer> normalized = network.normalizedLayers();
        if (normalized.isEmpty()) {
            throw new InvalidRequestException("a network " + network.spec().architecture()
                    + " has no hidden layer with a normalization, so no rates");
        }
        if (normalized.stream().anyMatch(layer -> layer.normalization().flatMap(Normalization::gamma).isEmpty())) {
            throw new InvalidRequestException("the network's normalization has no gamma, so it has no rates; use a network with "
                    + "batch norm");
        }
    }

    private NoiseVariance noise(Network network, List<Layer> hidden, BlockIterator blocks) {
        NoiseVariance variance = new NoiseVariance(hidden, noiseSigma);
        if (variance.isDrawn()) {
            SplittableRandom other = new SplittableRandom(seed).split();
            blocks.forEach(count -> {
                network.infer(blocks.inputs());
                List<double[]> first = variance.preActivations(count);
                blocks.redraw(other);
                network.infer(blocks.inputs());
                variance.add(first, variance.preActivations(count), count);
            });
        }
        return variance;
    }
}
