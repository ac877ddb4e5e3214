package bn.experiments.rate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.Parameter;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.stream.BatchMeans;
import bn.experiments.stream.StreamBalance;
import bn.experiments.testing.Cpu;
import bn.experiments.train.BatchLoader;
import bn.theory.network.RateBalance;
import bn.theory.unit.UnitRate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RateEstimatorTest {
    private static final int BATCH = 32;
    private static final int BATCHES = 3;
    private static final double STEP = 1e-5;

    private final Examples examples = SyntheticDigits.draw(1, BATCH * BATCHES, 1).pool(4).train();
    private Backend backend;

    @BeforeEach
    void open() {
        backend = Cpu.open();
    }

    @AfterEach
    void close() {
        backend.close();
    }

    /** lambda = -(dL/dgamma) / gamma with dL/dgamma by central differences of the mean loss of the batches. */
    @Test
    void theRateIsReadOffTheDerivativeByGamma() {
        try (Network network = network("batch");
                RateEstimator estimator = new RateEstimator(backend, DType.FLOAT64, examples, Loss.SOFTMAX_CROSS_ENTROPY, 0,
                        BATCH, 1000)) {
            List<LayerMeasurement> measurements = estimator.measure(network, 1);
            assertEquals(2, measurements.size());
            for (int layer = 0; layer < 2; layer++) {
                Parameter gamma = network.layers().get(layer).normalization().orElseThrow().gamma().orElseThrow();
                double[] values = gamma.value().toDoubles();
                List<UnitRate> units = measurements.get(layer).rates().orElseThrow().units();
                for (int k = 0; k < values.length; k++) {
                    double derivative = (lossAt(network, gamma, values, k, STEP) - lossAt(network, gamma, values, k, -STEP))
                            / (2 * STEP);
                    // Rounding of the loss over the step: 1e-16 / 1e-5, and the step squared.
                    assertEquals(-derivative / values[k], units.get(k).lambda(), 1e-9);
                }
                gamma.value().upload(values, 0);
            }
        }
    }

    /** T8 holds for the means over batches: gamma is the same in each, so its sum is that of the mean rates. */
    @Test
    void theBalanceOfAStreamIsThatOfTheMeanRates() {
        try (Network network = network("batch");
                RateEstimator estimator = new RateEstimator(backend, DType.FLOAT64, examples, Loss.SOFTMAX_CROSS_ENTROPY, 0,
                        BATCH, 1000)) {
            NetworkMeasurement measured = estimator.measureStreams(network, 1, fraction -> {});
            assertEquals(2, measured.streams().size());
            for (int i = 0; i < 2; i++) {
                StreamBalance stream = measured.streams().get(i);
                double expected = measured.layers().get(i).measurement().rates().orElseThrow().units().stream()
                        .mapToDouble(unit -> unit.gamma() * unit.gamma() * unit.lambda()).sum();
                RateBalance balance = stream.balance().orElseThrow();
                assertEquals(expected, balance.netRate(), 1e-15 + 1e-12 * balance.scale());
                assertTrue(balance.scale() > 1e-6, "the terms must matter");
                assertEquals(0, balance.relativeError(), 1e-12);
                assertEquals(0, stream.channelError(), 1e-10);
            }
        }
    }

    private double lossAt(Network network, Parameter gamma, double[] values, int k, double step) {
        double[] moved = values.clone();
        moved[k] += step;
        gamma.value().upload(moved, 0);
        double sum = 0;
        int[] order = IntStream.range(0, examples.count()).toArray();
        try (BatchLoader loader = new BatchLoader(backend, DType.FLOAT64, examples, BATCH);
                Tensor metrics = backend.allocate(DType.FLOAT64, Shape.of(2))) {
            for (int b = 0; b < BATCHES; b++) {
                loader.load(order, b * BATCH, BATCH, 0, null);
                Tensor outputs = network.forward(loader.inputs());
                backend.loss().compute(Loss.SOFTMAX_CROSS_ENTROPY, outputs, loader.targets(), null, metrics);
                sum += metrics.toDoubles()[0] / BATCHES;
            }
        }
        return sum;
    }

    /** Mean, standard error and root mean square over batches, against the rates of each batch alone. */
    @Test
    void ratesAreMeansOverBatches() {
        double[][] single = new double[BATCHES][];
        BatchMeans net = new BatchMeans();
        List<LayerMeasurement> measurements;
        try (Network network = network("batch");
                RateEstimator estimator = new RateEstimator(backend, DType.FLOAT64, examples, Loss.SOFTMAX_CROSS_ENTROPY, 0,
                        BATCH, 1000)) {
            measurements = estimator.measure(network, 1);
            for (int b = 0; b < BATCHES; b++) {
                int from = b * BATCH;
                Examples one = examples.select(IntStream.range(from, from + BATCH).toArray());
                try (RateEstimator alone = new RateEstimator(backend, DType.FLOAT64, one, Loss.SOFTMAX_CROSS_ENTROPY, 0, BATCH,
                        1000)) {
                    LayerMeasurement measurement = alone.measure(network, 1).get(1);
                    List<UnitRate> units = measurement.rates().orElseThrow().units();
                    single[b] = units.stream().mapToDouble(UnitRate::lambda).toArray();
                    net.add(units.stream().mapToDouble(unit -> unit.gamma() * unit.gamma() * unit.lambda()).sum());
                    assertTrue(Double.isNaN(measurement.spread().orElseThrow().standardError()[0]), "one batch has none");
                }
            }
        }
        BatchSpread spread = measurements.get(1).spread().orElseThrow();
        assertEquals(BATCHES, spread.batches());
        assertEquals(net.mean().mean(), spread.netRate().mean(), 1e-14);
        assertEquals(net.mean().standardError(), spread.netRate().standardError(), 1e-14);
        for (int k = 0; k < single[0].length; k++) {
            int unit = k;
            double[] rates = Arrays.stream(single).mapToDouble(batch -> batch[unit]).toArray();
            double mean = Arrays.stream(rates).average().orElseThrow();
            double deviations = Arrays.stream(rates).map(rate -> (rate - mean) * (rate - mean)).sum();
            assertEquals(mean, measurements.get(1).rates().orElseThrow().units().get(k).lambda(), 1e-14);
            assertEquals(Math.sqrt(deviations / (BATCHES - 1) / BATCHES), spread.standardError()[k], 1e-14);
            assertEquals(Math.sqrt(Arrays.stream(rates).map(rate -> rate * rate).average().orElseThrow()), spread.rms()[k],
                    1e-14);
        }
    }

    /** A variance that overflows float32 makes every quotient 0: an error, and no number that looks like a rate. */
    @Test
    void aVarianceThatOverflowsIsRefused() {
        try (Network network = new Network(backend, new NetworkSpec(new Architecture(List.of(examples.features(), 6, 10)),
                DType.FLOAT32, NormalizationOptions.pytorch(), BATCH, 1), Cpu.normalization("batch"));
                RateEstimator estimator = new RateEstimator(backend, DType.FLOAT32, examples, Loss.SOFTMAX_CROSS_ENTROPY, 0,
                        BATCH, 1000)) {
            Parameter weights = network.layers().get(0).linear().weights();
            weights.value().upload(Arrays.stream(weights.value().toDoubles()).map(w -> w * 1e20).toArray(), 0);
            assertTrue(assertThrows(BnException.class, () -> estimator.measure(network, 1)).getMessage()
                    .startsWith("the variance of unit 1 of layer 1 is Infinity in f32"));
        }
    }

    /** In the first layer the noise part is lambda sigma^2 (T6), exactly. */
    @Test
    void theNoisePartOfTheFirstLayerIsThatOfTheTheory() {
        double sigma = 0.3;
        try (Network network = network("batch");
                RateEstimator estimator = new RateEstimator(backend, DType.FLOAT64, examples, Loss.SOFTMAX_CROSS_ENTROPY, sigma,
                        BATCH, 1000)) {
            List<LayerMeasurement> measurements = estimator.measure(network, 1);
            for (UnitRate unit : measurements.get(0).rates().orElseThrow().units()) {
                assertEquals(unit.lambda() * sigma * sigma, unit.alphaNoise());
            }
            // Noise reaches the second layer as well, where it is only a part of the variance.
            for (UnitRate unit : measurements.get(1).rates().orElseThrow().units()) {
                double share = unit.alphaNoise() / unit.alpha();
                assertTrue(share > 0 && share < 1, "share " + share);
            }
        }
    }

    @Test
    void readingChangesNothing() {
        try (Network network = network("batch");
                RateEstimator estimator = new RateEstimator(backend, DType.FLOAT64, examples, Loss.SOFTMAX_CROSS_ENTROPY, 0.1,
                        BATCH, 1000)) {
            var before = network.state();
            estimator.measure(network, 1);
            network.state().forEach((name, values) -> assertArrayEquals(before.get(name), values, name));
        }
    }

    @Test
    void withoutGammaThereIsNoRate() {
        try (Network network = network("none");
                RateEstimator estimator = new RateEstimator(backend, DType.FLOAT64, examples, Loss.SOFTMAX_CROSS_ENTROPY, 0,
                        BATCH, 1000)) {
            assertTrue(estimator.measure(network, 1).stream()
                    .allMatch(measurement -> measurement.rates().isEmpty() && !measurement.hasL2()));
        }
    }

    private Network network(String normalization) {
        NetworkSpec spec = new NetworkSpec(new Architecture(List.of(examples.features(), 6, 5, 10)), DType.FLOAT64,
                NormalizationOptions.pytorch(), BATCH, 1);
        return new Network(backend, spec, Cpu.normalization(normalization));
    }
}
