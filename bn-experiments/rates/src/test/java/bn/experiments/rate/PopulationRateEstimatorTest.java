package bn.experiments.rate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Moments;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.Affine;
import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.Parameter;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.testing.Cpu;
import bn.experiments.train.BatchLoader;
import bn.theory.moments.RowMoments;
import bn.theory.network.RateBalance;
import bn.theory.spectral.Whitening;
import bn.theory.unit.UnitRate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PopulationRateEstimatorTest {
    private static final int COUNT = 60;
    /**
     * The estimator takes blocks, the last of which is smaller; it is compared with a network that takes all examples at once.
     */
    private static final int BLOCK = 25;
    /** Sums of at most 60 terms, twice through products of 49 in float64: some hundred times 1e-16, relative to the terms. */
    private static final double ROUNDING = 1e-12;

    private final Examples examples = SyntheticDigits.draw(1, COUNT, 1).pool(4).train();
    private Backend backend;

    @BeforeEach
    void open() {
        backend = Cpu.open();
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private Network network(String normalization, NormalizationOptions options, String hidden) {
        return network(normalization, options, hidden, BLOCK);
    }

    private Network network(String normalization, NormalizationOptions options, String hidden, int maxBatch) {
        Network network = new Network(backend, new NetworkSpec(Architecture.parse(examples.features() + hidden + "-10"),
                DType.FLOAT64, options, maxBatch, 1), Cpu.normalization(normalization));
        // Away from the start, where beta is 0 and gamma 1.
        SplittableRandom random = new SplittableRandom(2);
        network.parameters().stream().filter(p -> p.role() == Parameter.Role.BETA || p.role() == Parameter.Role.GAMMA)
                .forEach(p -> p.value().upload(random.doubles(p.value().shape().elements(), 0.3, 1.2).toArray(), 0));
        return network;
    }

    private List<LayerCertificate> read(Network network) {
        return read(network, 0);
    }

    private List<LayerCertificate> read(Network network, double noiseSigma) {
        return measure(network, noiseSigma).layers();
    }

    private NetworkMeasurement measure(Network network, double noiseSigma) {
        return new PopulationRateEstimator(backend, Loss.SOFTMAX_CROSS_ENTROPY, noiseSigma, 1)
                .measure(network, examples, OptionalInt.of(20), share -> {});
    }

    private static RateBalance balance(NetworkMeasurement measurement, int layer) {
        return measurement.streams().get(layer).balance().orElseThrow();
    }

    /** Leaves the gradients of all examples as one batch in a network, by the backend's own backward pass. */
    private void passOverAll(Network network) {
        passOverAll(network, 0);
    }

    private void passOverAll(Network network, double noiseSigma) {
        try (BatchLoader loader = new BatchLoader(backend, DType.FLOAT64, examples, COUNT);
                Tensor metrics = backend.allocate(DType.FLOAT64, Shape.of(2))) {
            loader.load(IntStream.range(0, COUNT).toArray(), 0, COUNT, noiseSigma, new SplittableRandom(1));
            Tensor outputs = network.forward(loader.inputs());
            backend.loss().compute(Loss.SOFTMAX_CROSS_ENTROPY, outputs, loader.targets(), network.outputGradient(COUNT), metrics);
            network.backward(loader.inputs(), BackwardHook.STORE);
        }
    }

    /**
     * Blocks together are one batch of all: gradients with respect to gamma, statistics, what the linear layer above lets
     * through. With noise, all passes must have that of the one batch.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void blocksAreReadAsOneBatch(double noiseSigma) {
        NormalizationOptions options = NormalizationOptions.pytorch().withEps(0.1);
        try (Network network = network("batch", options, "-6-5"); Network whole = network("batch", options, "-6-5", COUNT)) {
            passOverAll(whole, noiseSigma);
            NetworkMeasurement measurement = measure(network, noiseSigma);
            List<LayerCertificate> certificates = measurement.layers();
            for (int l = 0; l < 2; l++) {
                Normalization norm = whole.layers().get(l).normalization().orElseThrow();
                List<UnitRate> units = certificates.get(l).measurement().rates().orElseThrow().units();
                double[] gammaGradient = norm.gamma().orElseThrow().gradient().toDoubles();
                double[] variance = norm.statistics().orElseThrow().batch().variance().toDoubles();
                for (int k = 0; k < units.size(); k++) {
                    assertEquals(gammaGradient[k], units.get(k).gammaGradient(), ROUNDING);
                    assertEquals(variance[k], units.get(k).variance(), ROUNDING * variance[k]);
                }
                Parameter above = whole.layers().get(l + 1).linear().weights();
                double[] weights = above.value().toDoubles();
                double[] gradient = above.gradient().toDoubles();
                double sum = IntStream.range(0, weights.length).mapToDouble(i -> -weights[i] * gradient[i]).sum();
                assertEquals(sum, balance(measurement, l).above(), ROUNDING);
            }
        }
    }

    /** The residual |g + lambda S v| against (s/gamma) times the gradient that batch norm's backward pass gave (T2). */
    @Test
    void theResidualIsTheBackpropagatedGradientInUnitsOfTheEffectiveWeights() {
        for (Affine affine : List.of(Affine.learned(), Affine.off())) {
            NormalizationOptions options = NormalizationOptions.pytorch().withEps(0.1).withAffine(affine);
            try (Network network = network("batch", options, "-6-5"); Network whole = network("batch", options, "-6-5", COUNT)) {
                passOverAll(whole);
                List<LayerCertificate> certificates = read(network);
                assertEquals(2, certificates.size());
                for (int l = 0; l < 2; l++) {
                    Layer layer = whole.layers().get(l);
                    Normalization norm = layer.normalization().orElseThrow();
                    BatchStatistics statistics = norm.statistics().orElseThrow();
                    double[] gamma = norm.gamma().orElseThrow().value().toDoubles();
                    double[] variance = statistics.batch().variance().toDoubles();
                    double[] gradient = layer.linear().weights().gradient().toDoubles();
                    double[] whitening = Whitening.of(inputs(whole, l), layer.linear().fanIn()).matrix();
                    var stationarity = certificates.get(l).stationarity().orElseThrow();
                    for (int k = 0; k < gamma.length; k++) {
                        double squares = 0;
                        for (int row = 0; row < whitening.length; row += layer.linear().fanIn()) {
                            double entry = 0;
                            for (int j = 0; j < layer.linear().fanIn(); j++) {
                                entry += whitening[row + j] * gradient[k * layer.linear().fanIn() + j];
                            }
                            squares += entry * entry;
                        }
                        double expected = Math.sqrt(squares * (variance[k] + 0.1)) / Math.abs(gamma[k]);
                        assertTrue(expected > 1e-6 && Math.abs(stationarity.relativeResidual(k) - 1) > 1e-6,
                                "the penalty must matter");
                        // The least eigenvalue of S that is not 0 is about 1e-5 of the largest.
                        assertEquals(expected, stationarity.residual()[k], 1e4 * ROUNDING * stationarity.gradient()[k]);
                        double share = variance[k] / (variance[k] + 0.1);
                        assertTrue(stationarity.relativeResidual(k) >= 1 - share && stationarity.relativeResidual(k) < 1,
                                stationarity::toString);
                    }
                }
            }
        }
    }

    /** Moments of a layer's inputs over all examples. */
    private Moments inputs(Network whole, int layer) {
        double[] rows;
        if (layer == 0) {
            rows = new double[COUNT * examples.features()];
            IntStream.range(0, COUNT).forEach(i -> examples.copyFeatures(i, rows, i * examples.features()));
        } else {
            rows = whole.layers().get(layer - 1).outputs(COUNT).toDoubles();
        }
        RowMoments moments = new RowMoments(rows.length / COUNT);
        moments.add(rows, 0, COUNT);
        return moments.result();
    }

    /** In the first layer it is lambda sigma^2 (T6), not an estimate; above it E Var(w.x | example) from many draws. */
    @Test
    void theNoisePartIsExactInTheFirstLayerAndAnEstimateAbove() {
        double sigma = 0.3;
        try (Network network = network("batch", NormalizationOptions.pytorch(), "-6-5")) {
            List<LayerCertificate> certificates = read(network, sigma);
            for (UnitRate unit : certificates.get(0).measurement().rates().orElseThrow().units()) {
                assertEquals(unit.lambda() * sigma * sigma, unit.alphaNoise());
            }
            double[] expected = varianceWithinExamples(sigma);
            List<UnitRate> units = certificates.get(1).measurement().rates().orElseThrow().units();
            for (int k = 0; k < units.size(); k++) {
                double measured = units.get(k).noiseSigma() * units.get(k).noiseSigma() * units.get(k).squaredNorm();
                // The squared difference of two draws has, for each of 60 examples, about the relative deviation of chi-squared.
                assertEquals(1, measured / expected[k], 5 * Math.sqrt(2.0 / COUNT));
            }
        }
    }

    /** For each unit of the second layer the variance over 400 draws of the noise, averaged over the examples. */
    private double[] varianceWithinExamples(double sigma) {
        int draws = 400;
        Network whole = network("batch", NormalizationOptions.pytorch(), "-6-5", COUNT);
        try (whole; BatchLoader loader = new BatchLoader(backend, DType.FLOAT64, examples, COUNT)) {
            // The statistics of all examples with noise, as the estimator has them, up to the draw.
            SplittableRandom noise = new SplittableRandom(7);
            int[] order = IntStream.range(0, COUNT).toArray();
            loader.load(order, 0, COUNT, sigma, noise);
            whole.forward(loader.inputs());
            whole.layers().stream().flatMap(layer -> layer.normalization().flatMap(Normalization::statistics).stream())
                    .forEach(statistics -> {
                        statistics.running().mean().upload(statistics.batch().mean().toDoubles(), 0);
                        statistics.running().variance().upload(statistics.batch().variance().toDoubles(), 0);
                    });
            double[] sums = new double[COUNT * 5];
            double[] squares = new double[COUNT * 5];
            for (int draw = 0; draw < draws; draw++) {
                loader.load(order, 0, COUNT, sigma, noise);
                whole.infer(loader.inputs());
                double[] u = whole.layers().get(1).preActivations(COUNT).toDoubles();
                for (int i = 0; i < u.length; i++) {
                    sums[i] += u[i] / draws;
                    squares[i] += u[i] * u[i] / draws;
                }
            }
            double[] variance = new double[5];
            for (int i = 0; i < sums.length; i++) {
                variance[i % 5] += (squares[i] - sums[i] * sums[i]) * draws / (draws - 1) / COUNT;
            }
            return variance;
        }
    }

    /** Numbers that would be rounding alone end with an error that names the unit, even if the data are not extreme. */
    @Test
    void numbersThatAreNotFiniteAreNoRates() {
        try (Network network = network("batch", NormalizationOptions.pytorch(), "-6-5")) {
            double[] weights = network.layers().get(1).linear().weights().value().toDoubles();
            weights[2 * 6] = 1e200;
            network.layers().get(1).linear().weights().value().upload(weights, 0);
            // The variance overflows in a block, and merging the blocks gives NaN.
            String message = assertThrows(BnException.class, () -> read(network)).getMessage();
            assertTrue(message.startsWith("the variance of unit 3 of layer 2 is NaN in f64"), message);
        }
    }

    /** Batches of more than all, or of one, are refused; 0 would be a wrong number. */
    @Test
    void batchesThatCannotBeDrawnAreRefused() {
        try (Network network = network("batch", NormalizationOptions.pytorch(), "-6")) {
            PopulationRateEstimator estimator = new PopulationRateEstimator(backend, Loss.SOFTMAX_CROSS_ENTROPY, 0, 1);
            for (int batch : new int[] {1, COUNT + 1}) {
                assertTrue(assertThrows(InvalidRequestException.class,
                        () -> estimator.measure(network, examples, OptionalInt.of(batch), s -> {}))
                        .getMessage().contains("batches of " + batch + " examples cannot be drawn from " + COUNT));
            }
        }
    }

    /** T8 to rounding in every layer, at an eps for which the third sum is large; the rates are those of the measurements. */
    @Test
    void theBalanceHoldsInEveryLayer() {
        try (Network network = network("batch", NormalizationOptions.pytorch().withEps(0.1), "-6-5")) {
            NetworkMeasurement measurement = measure(network, 0);
            assertEquals(2, measurement.streams().size());
            for (int l = 0; l < 2; l++) {
                RateBalance balance = balance(measurement, l);
                double net = measurement.layers().get(l).measurement().rates().orElseThrow().units().stream()
                        .mapToDouble(unit -> unit.gamma() * unit.gamma() * unit.lambda()).sum();
                assertEquals(net, balance.netRate(), ROUNDING);
                assertTrue(Math.abs(balance.above()) > 1e-4, "what is let through must matter");
                assertTrue(balance.relativeError() < ROUNDING, balance::toString);
                assertTrue(measurement.streams().get(l).channelError() < ROUNDING, measurement.streams().get(l)::toString);
            }
        }
    }

    /** The third sum of T8 for the first layer is what T2 gives for the second: sum lambda' gamma'^2 eps / s'^2. */
    @Test
    void whatEpsLetsThroughIsThatOfTheLayerAbove() {
        try (Network network = network("batch", NormalizationOptions.pytorch().withEps(0.1), "-6-5")) {
            NetworkMeasurement measurement = measure(network, 0);
            double expected = 0;
            for (UnitRate unit : measurement.layers().get(1).measurement().rates().orElseThrow().units()) {
                expected += unit.lambda() * unit.gamma() * unit.gamma() * 0.1 / (unit.variance() + 0.1);
            }
            assertEquals(expected, balance(measurement, 0).above(), ROUNDING);
        }
    }

    /** A normalization with a scale, but without statistics: rates and balance, and nothing that needs statistics. */
    @Test
    void withoutStatisticsThereAreRatesAndTheBalance() {
        NetworkSpec spec = new NetworkSpec(Architecture.parse(examples.features() + "-6-5-10"), DType.FLOAT64,
                NormalizationOptions.pytorch(), BLOCK, 1);
        NetworkSpec wholeSpec = new NetworkSpec(spec.architecture(), DType.FLOAT64, spec.normalization(), COUNT, 1);
        try (Network network = new Network(backend, spec, new GainProvider());
                Network whole = new Network(backend, wholeSpec, new GainProvider())) {
            passOverAll(whole);
            NetworkMeasurement measurement = new PopulationRateEstimator(backend, Loss.SOFTMAX_CROSS_ENTROPY, 0, 1)
                    .measure(network, examples, OptionalInt.of(20), share -> {});
            assertTrue(measurement.batchEffect().isEmpty());
            for (int l = 0; l < 2; l++) {
                LayerCertificate certificate = measurement.layers().get(l);
                assertTrue(certificate.stationarity().isEmpty() && !certificate.measurement().hasL2());
                assertTrue(balance(measurement, l).relativeError() < ROUNDING, measurement::toString);
                Parameter gamma = whole.layers().get(l).normalization().orElseThrow().gamma().orElseThrow();
                double[] value = gamma.value().toDoubles();
                double[] gradient = gamma.gradient().toDoubles();
                for (int k = 0; k < value.length; k++) {
                    assertEquals(-gradient[k] / value[k], certificate.measurement().rates().orElseThrow().units().get(k).lambda(),
                            ROUNDING);
                }
            }
        }
    }

    /** A measurement that is stopped leaves the network as it was. */
    @Test
    void progressEndsAtAllAndMayStop() {
        try (Network network = network("batch", NormalizationOptions.pytorch(), "-6-5")) {
            PopulationRateEstimator estimator = new PopulationRateEstimator(backend, Loss.SOFTMAX_CROSS_ENTROPY, 0.3, 1);
            var before = network.state();
            List<Double> shares = new ArrayList<>();
            NetworkMeasurement measurement = estimator.measure(network, examples, OptionalInt.of(20), shares::add);
            assertEquals(1, shares.get(shares.size() - 1), ROUNDING);
            assertEquals(shares.stream().sorted().toList(), shares);
            for (LayerCertificate certificate : measurement.layers()) {
                assertTrue(certificate.measurement().rates().orElseThrow().units().stream().allMatch(u -> u.noiseSigma() > 0));
            }
            assertThrows(CancellationException.class, () -> estimator.measure(network, examples, OptionalInt.of(20), share -> {
                throw new CancellationException();
            }));
            network.state().forEach((name, values) -> assertArrayEquals(before.get(name), values, name));
        }
    }

    @Test
    void readingChangesNothing() {
        try (Network network = network("batch", NormalizationOptions.pytorch(), "-6-5")) {
            var before = network.state();
            read(network);
            network.state().forEach((name, values) -> assertArrayEquals(before.get(name), values, name));
        }
    }

    @Test
    void networksWithoutRatesAreRefused() {
        try (Network none = network("none", NormalizationOptions.pytorch(), "-6");
                Network linear = network("batch", NormalizationOptions.pytorch(), "")) {
            assertTrue(assertThrows(InvalidRequestException.class, () -> read(none)).getMessage().contains("no gamma"));
            assertTrue(assertThrows(InvalidRequestException.class, () -> read(linear)).getMessage().contains("no hidden layer"));
        }
    }
}
