package bn.experiments.rate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.testing.Cpu;
import bn.experiments.train.Evaluation;
import bn.experiments.train.EvaluationSums;
import bn.theory.network.RateBalance;
import bn.theory.unit.UnitRate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums over batches that were read apart, against one pass over all of them. */
class RateSumsTest {
    private static final int BATCH = 16;
    private static final int BATCHES = 12;
    /** A mean of 12 numbers has some 12 roundings of 1e-16 of the largest of them, and a difference of two means twice as many. */
    private static final double[] GAMMA = {0.5};
    private static final double ROUNDING = 1e-14;

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

    @Test
    void withoutNoiseOneAfterAnotherIsOnePassToTheBit() {
        try (Network network = network("49-6-5-10");
                Network same = network("49-6-5-10");
                RateEstimator estimator = estimator(0)) {
            NetworkMeasurement expected = estimator.measureStreams(network, 3, fraction -> {});
            assertEquals(text(expected), text(sums(same, 0, IntStream.range(0, BATCHES)).measurement(same, 0)));
        }
    }

    /** In the first layer, which is fully connected, nothing is drawn; the gradients have the noise of the same draws. */
    @Test
    void withNoiseTheGradientsAreThoseOfOnePassToTheBit() {
        try (Network network = network("49-6-5-10");
                Network same = network("49-6-5-10");
                RateEstimator estimator = estimator(0.2)) {
            List<UnitRate> expected = estimator.measureStreams(network, 3, fraction -> {}).layers().get(1).measurement().rates()
                    .orElseThrow().units();
            List<UnitRate> found = sums(same, 0.2, IntStream.range(0, BATCHES)).measurement(same, 0.2).layers().get(1)
                    .measurement().rates().orElseThrow().units();
            for (int k = 0; k < found.size(); k++) {
                assertEquals(expected.get(k).lambda(), found.get(k).lambda());
                // Two estimates from 192 pairs, each with a relative error of sqrt(2 / 192) = 0.1: five of their difference.
                assertEquals(1, found.get(k).alphaNoise() / expected.get(k).alphaNoise(), 5 * Math.sqrt(2) * 0.1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"49-6-5-10", "input 1x7x7; stem: convolution 4 3x3 padding 1, normalization, relu; "
            + "inner: convolution 4 3x3, normalization, relu; pool: global average; out: fully connected 10"})
    void partsMergeInAnyOrder(String architecture) throws IOException, ClassNotFoundException {
        try (Network network = network(architecture); RateEstimator estimator = estimator(0)) {
            NetworkMeasurement whole = estimator.measureStreams(network, 3, fraction -> {});
            Random random = new Random(4);
            for (int trial = 0; trial < 5; trial++) {
                List<RateSums> parts = new ArrayList<>(List.of(sums(network, 0, IntStream.empty())));
                for (int from = 0; from < BATCHES;) {
                    int to = Math.min(BATCHES, from + 1 + random.nextInt(5));
                    parts.add(copy(sums(network, 0, IntStream.range(from, to))));
                    from = to;
                }
                Collections.shuffle(parts, random);
                while (parts.size() > 1) {
                    int into = random.nextInt(parts.size() - 1);
                    parts.get(into).merge(parts.remove(parts.size() - 1));
                }
                assertEquals(BATCHES, parts.get(0).batches());
                compare(whole, parts.get(0).measurement(network, 0));
            }
        }
    }

    private static void compare(NetworkMeasurement whole, NetworkMeasurement merged) {
        for (int l = 0; l < whole.layers().size(); l++) {
            LayerMeasurement expected = whole.layers().get(l).measurement();
            LayerMeasurement found = merged.layers().get(l).measurement();
            List<UnitRate> units = found.rates().orElseThrow().units();
            BatchSpread spread = expected.spread().orElseThrow();
            assertEquals(spread.batches(), found.spread().orElseThrow().batches());
            for (int k = 0; k < units.size(); k++) {
                UnitRate unit = expected.rates().orElseThrow().units().get(k);
                double scale = spread.rms()[k] + 1e-300;
                assertEquals(unit.lambda(), units.get(k).lambda(), ROUNDING * scale);
                assertEquals(unit.variance(), units.get(k).variance(), ROUNDING * unit.variance());
                assertEquals(spread.standardError()[k], found.spread().orElseThrow().standardError()[k], ROUNDING * scale);
                assertEquals(spread.rms()[k], found.spread().orElseThrow().rms()[k], ROUNDING * scale);
                assertTrue(scale > 1e-6, "the rates must matter");
            }
            double net = spread.netRate().standardError();
            assertEquals(net, found.spread().orElseThrow().netRate().standardError(), ROUNDING * net);
            assertEquals(spread.netRate().mean(), found.spread().orElseThrow().netRate().mean(), ROUNDING * net);
            assertArrayEquals(expected.betaGradient(), found.betaGradient(), ROUNDING);
        }
        assertTrue(whole.streams().size() > 1);
        for (int i = 0; i < whole.streams().size(); i++) {
            RateBalance expected = whole.streams().get(i).balance().orElseThrow();
            RateBalance found = merged.streams().get(i).balance().orElseThrow();
            assertEquals(expected.netRate(), found.netRate(), ROUNDING * expected.scale());
            assertEquals(expected.above(), found.above(), ROUNDING * expected.scale());
            assertEquals(expected.scale(), found.scale(), ROUNDING * expected.scale());
            assertEquals(whole.streams().get(i).channelError(), merged.streams().get(i).channelError());
        }
    }

    /** Squares far from 0 relative to their deviations: Chan's rule, where a sum of squares would lose ten digits. */
    @Test
    void squaresOfPartsAreThoseOfAll() {
        SplittableRandom random = new SplittableRandom(1);
        double[] gradients = random.doubles(1000, 1e5, 1e5 + 1).toArray();
        UnitMeans whole = new UnitMeans(GAMMA);
        UnitMeans merged = new UnitMeans(GAMMA);
        for (int from = 0; from < gradients.length; from += 125) {
            UnitMeans part = new UnitMeans(GAMMA);
            for (int i = from; i < from + 125; i++) {
                whole.add(new double[] {gradients[i]}, new double[1], new double[1]);
                part.add(new double[] {gradients[i]}, new double[1], new double[1]);
            }
            merged.merge(part);
        }
        double mean = IntStream.range(0, 1000).mapToDouble(i -> gradients[i] - 1e5).average().orElseThrow();
        double exact = IntStream.range(0, 1000).mapToDouble(i -> Math.pow(gradients[i] - 1e5 - mean, 2)).sum();
        // Rounding of the mean, 1e5 x 1e-16 a step, against deviations of 0.3; of the squares of both it is of second order.
        assertEquals(Math.sqrt(exact / 999 / 1000) / GAMMA[0], merged.spread().standardError()[0], 1e-10);
        assertEquals(whole.spread().standardError()[0], merged.spread().standardError()[0], 1e-10);
        // The net rate of a single unit is -gamma times its gradient, so its error is gamma^2 times that of lambda.
        assertEquals(-GAMMA[0] * (mean + 1e5), merged.spread().netRate().mean(), 1e-9);
        assertEquals(GAMMA[0] * GAMMA[0] * merged.spread().standardError()[0], merged.spread().netRate().standardError(), 1e-10);
    }

    @Test
    void evaluationsOfPartsAreThatOfAll() throws IOException, ClassNotFoundException {
        try (Network network = network("49-6-5-10")) {
            Evaluation whole = Evaluation.of(backend, network, examples, Loss.SOFTMAX_CROSS_ENTROPY);
            EvaluationSums sums = new EvaluationSums();
            for (int from = 0; from < examples.count(); from += BATCH) {
                sums.merge(copy(EvaluationSums.of(backend, network, part(from, from + BATCH), Loss.SOFTMAX_CROSS_ENTROPY)));
            }
            assertEquals(whole, sums.evaluation());
            assertEquals(examples.count(), sums.examples());
        }
    }

    private static <T> T copy(T serializable) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(serializable);
        @SuppressWarnings("unchecked")
        T read = (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        return read;
    }

    private RateSums sums(Network network, double sigma, IntStream batches) {
        try (Network inference = network(network.spec().architecture().text());
                BatchRates rates = new BatchRates(backend, network, inference, Loss.SOFTMAX_CROSS_ENTROPY, sigma, 3)) {
            batches.forEach(b -> rates.add(part(b * BATCH, (b + 1) * BATCH)));
            return rates.sums();
        }
    }

    private Examples part(int from, int to) {
        return examples.select(IntStream.range(from, to).toArray());
    }

    private static String text(NetworkMeasurement measurement) {
        StringBuilder text = new StringBuilder();
        measurement.layers().forEach(layer -> {
            BatchSpread spread = layer.measurement().spread().orElseThrow();
            text.append(layer.measurement().rates()).append(Arrays.toString(layer.measurement().betaGradient()))
                    .append(Arrays.toString(spread.standardError())).append(spread.netRate());
        });
        measurement.streams().forEach(stream -> text.append(stream.balance()).append(stream.channelError()));
        return text.toString();
    }

    private RateEstimator estimator(double sigma) {
        return new RateEstimator(backend, DType.FLOAT64, examples, Loss.SOFTMAX_CROSS_ENTROPY, sigma, BATCH, 1000);
    }

    private Network network(String architecture) {
        return new Network(backend, new NetworkSpec(Architecture.parse(architecture), DType.FLOAT64,
                NormalizationOptions.pytorch(), BATCH, 1), Cpu.normalization("batch"));
    }
}
