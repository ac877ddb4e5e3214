package bn.experiments.rate;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
import bn.experiments.data.Examples;
import bn.experiments.data.FloatRange;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.theory.batch.ReluBatchEffect;
import bn.theory.network.RateBalance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;

/**
 * Measures a network on all examples as one batch: rates (T3, T6), certificates (T8, stationarity) and the effect of smaller
 * batches (T9) with population statistics. Nothing is averaged over batches. Memory does not grow with the number of examples,
 * because they are read block by block: twice for each layer with statistics, and up to three times more.
 *
 * @param loss that the network is trained with
 * @param noiseSigma standard deviation of the noise on the inputs
 * @param seed of the noise
 */
public record PopulationRateEstimator(Backend backend, Loss loss, double noiseSigma, long seed) {
    /** A block size at which measuring is fast. */
    public static final int BLOCK = 2048;

    /**
     * Measures the rates of all hidden layers alone. Takes as many passes as {@link #measure}, with less work in each.
     *
     * @param network to measure, in blocks of its largest batch; has the same parameters and running statistics afterwards
     * @param progress called with the fraction done; an exception of it ends the measurement
     * @throws InvalidRequestException if its hidden layers have no rates
     * @throws BnException if numbers are not finite, or do not fit the network's type
     */
    public List<LayerMeasurement> rates(Network network, Examples examples, DoubleConsumer progress) {
        return measure(network, examples, OptionalInt.empty(), false, progress).layers().stream()
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
        batch.ifPresent(m -> {
            if (m < 2 || m > examples.count()) {
                throw new InvalidRequestException("batches of " + m + " examples cannot be drawn from " + examples.count()
                        + "; T9 is about batches of 2 or more, and of no more than all");
            }
        });
        return measure(network, examples, batch, true, progress);
    }

    private NetworkMeasurement measure(Network network, Examples examples, OptionalInt batch, boolean certify,
            DoubleConsumer progress) {
        List<Layer> hidden = network.layers().subList(0, network.layers().size() - 1);
        check(network, hidden);
        boolean statistics = hidden.stream()
                .allMatch(layer -> layer.normalization().flatMap(Normalization::statistics).isPresent());
        FloatRange.check(examples, network.spec().dtype());
        int passes = (statistics ? 2 * hidden.size() + (batch.isPresent() ? 2 : 0) : 1)
                + (new NoiseVariance(hidden, noiseSigma).isDrawn() ? 1 : 0);
        Map<String, double[]> state = network.state();
        try (BlockIterator blocks = new BlockIterator(backend, network.spec().dtype(), examples, network.spec().maxBatch(),
                noiseSigma,
                seed, passes, progress)) {
            return measure(network, hidden, blocks, batch, certify);
        } finally {
            network.restore(state);
        }
    }

    private static void check(Network network, List<Layer> hidden) {
        network.spec().architecture().requirePerceptron("measuring rates on all examples as one batch");
        if (hidden.isEmpty()) {
            throw new InvalidRequestException("a network " + network.spec().architecture() + " has no hidden layer, so no rates");
        }
        if (hidden.stream().anyMatch(layer -> layer.normalization().flatMap(Normalization::gamma).isEmpty())) {
            throw new InvalidRequestException("the network's normalization has no gamma, so it has no rates; use a network with "
                    + "batch norm");
        }
    }

    private NetworkMeasurement measure(Network network, List<Layer> hidden, BlockIterator blocks, OptionalInt batch,
            boolean certify) {
        Map<Layer, PopulationStatistics> statistics = PopulationStatistics.replaceRunning(network, blocks);
        List<LayerGradients> sums = new PopulationGradients(backend, network, loss, blocks, statistics, certify).compute();
        NoiseVariance noise = noise(network, hidden, blocks);
        List<LayerCertificate> certificates = new ArrayList<>();
        for (int i = 0; i < hidden.size(); i++) {
            Layer layer = hidden.get(i);
            double[] variance = statistics.containsKey(layer) ? statistics.get(layer).variance()
                    : new double[layer.linear().units()];
            LayerMeasurement measurement = LayerMeasurement.of(i + 1, layer, sums.get(i).gamma(), variance, noise);
            certificates.add(certificate(measurement, layer, sums.get(i), network.layers().get(i + 1)));
        }
        Layer last = hidden.get(hidden.size() - 1);
        Optional<ReluBatchEffect> effect = Optional.ofNullable(statistics.get(last)).filter(s -> batch.isPresent())
                .map(population -> new BatchEffectEstimator(backend, network, blocks, last, population).measure(loss,
                        batch.getAsInt()));
        return new NetworkMeasurement(certificates, effect);
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

    private static LayerCertificate certificate(LayerMeasurement measurement, Layer layer, LayerGradients sums, Layer above) {
        Normalization norm = layer.normalization().orElseThrow();
        double[] beta = norm.parameters().stream().filter(p -> p.role() == Parameter.Role.BETA).findFirst()
                .map(p -> p.value().toDoubles()).orElse(new double[layer.linear().units()]);
        return new LayerCertificate(measurement, sums.stationarity(),
                RateBalance.of(norm.gamma().orElseThrow().value().toDoubles(),
                        sums.gamma(), beta, sums.beta(), above.linear().weights().value().toDoubles(), sums.above()));
    }
}
