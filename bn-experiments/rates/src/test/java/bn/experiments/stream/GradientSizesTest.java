package bn.experiments.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.Parameter;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.rate.NetworkMeasurement;
import bn.experiments.rate.RateEstimator;
import bn.experiments.testing.Cpu;
import bn.theory.unit.UnitRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GradientSizesTest {
    private static final int BATCH = 16;
    private static final int BATCHES = 3;

    private final Examples examples = SyntheticDigits.draw(1, BATCH * BATCHES, 1).pool(4).train();
    private Backend backend;
    private NetworkMeasurement measured;

    @BeforeEach
    void open() {
        backend = Cpu.open();
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private Network network(String architecture) {
        return new Network(backend, new NetworkSpec(Architecture.parse(architecture), DType.FLOAT64,
                NormalizationOptions.pytorch().withEps(0), BATCH, 1), Cpu.normalization("batch"));
    }

    /** @param kept gradients of one parameter in each batch */
    private GradientSizes sizes(Network network, Parameter parameter, List<double[]> kept) {
        try (RateEstimator estimator = new RateEstimator(backend, DType.FLOAT64, examples, Loss.SOFTMAX_CROSS_ENTROPY, 0, BATCH,
                1000)) {
            GradientSizeMeans means = new GradientSizeMeans(network);
            measured = estimator.measureStreams(network, 1, gradients -> {
                means.add(gradients);
                kept.add(gradients.gradient(parameter));
            }, fraction -> {});
            return means.sizes();
        }
    }

    private static Parameter weights(Network network, int layer) {
        return network.layers().get(layer).linear().weights();
    }

    private static double squares(double[] values) {
        return Arrays.stream(values).map(x -> x * x).sum();
    }

    /** The rates themselves are means of the same batches, added up by another class. */
    @Test
    void theRateOfTheLastGammasIsThatOfTheMeanRates() {
        try (Network network = network("49-6-5-10")) {
            GradientSizes sizes = sizes(network, weights(network, 1), new ArrayList<>());
            List<UnitRate> units = measured.layers().get(1).measurement().rates().orElseThrow().units();
            double sum = units.stream().mapToDouble(unit -> unit.gamma() * unit.gamma() * unit.lambda()).sum();
            double weight = units.stream().mapToDouble(unit -> unit.gamma() * unit.gamma()).sum();
            BatchMean rate = sizes.lastRate().orElseThrow();
            assertEquals(sum / weight, rate.mean(), 1e-14);
            assertEquals(BATCHES, rate.batches());
            assertTrue(rate.standardError() > 1e-4, rate::toString);
        }
    }

    /** Means and the standard error of the difference, from the gradients of each batch. */
    @Test
    void sizesAreMeansOfSquaredGradients() {
        try (Network network = network("49-6-5-10")) {
            List<double[]> kept = new ArrayList<>();
            GradientSizes sizes = sizes(network, weights(network, 1), kept);
            double mean = kept.stream().mapToDouble(GradientSizesTest::squares).average().orElseThrow();
            assertEquals(1, sizes.pairs().size());
            GradientSizes.PairSize pair = sizes.pairs().get(0);
            assertEquals(List.of("layer1", "layer2"), List.of(pair.writer(), pair.reader()));
            assertEquals(mean, pair.readingGradient().mean(), 1e-14);
            assertEquals(squares(weights(network, 1).value().toDoubles()), pair.reading(), 1e-12);
            assertEquals(6, pair.writing(), 0, "gamma is 1 and beta 0");
            assertEquals(pair.writingGradient().mean() - mean, pair.difference().mean(), 1e-14);
            assertEquals(List.of(49, 6), sizes.layers().stream().map(GradientSizes.LayerSize::weights).toList());
        }
    }

    /** T10: without eps neither length changes the loss, so gradients shrink as the weights grow, and G stays. */
    @Test
    void longerWeightsHaveSmallerGradientsAndTheSameUnitGradient() {
        try (Network network = network("49-6-5-10")) {
            GradientSizes before = sizes(network, weights(network, 1), new ArrayList<>());
            double[] longer = Arrays.stream(weights(network, 1).value().toDoubles()).map(x -> 2 * x).toArray();
            weights(network, 1).value().upload(longer, 0);
            GradientSizes after = sizes(network, weights(network, 1), new ArrayList<>());
            double pair = before.pairs().get(0).readingGradient().mean();
            assertEquals(pair / 4, after.pairs().get(0).readingGradient().mean(), 1e-10 * pair);
            assertEquals(4 * before.pairs().get(0).reading(), after.pairs().get(0).reading(), 1e-10);
            double unit = before.layers().get(1).meanUnitGradient().mean();
            assertEquals(unit, after.layers().get(1).meanUnitGradient().mean(), 1e-10 * unit);
            assertEquals(unit, Arrays.stream(after.layers().get(1).unitGradient()).average().orElseThrow(), 1e-10 * unit);
        }
    }

    /** The stream of a residual network has many writers; the first layer of each block is read by the second alone. */
    @Test
    void pairsOfAResidualNetworkAreInItsBlocks() {
        try (Network network = network("resnet8:1x7x7-10")) {
            GradientSizes sizes = new GradientSizeMeans(network).sizes();
            assertEquals(List.of("layer1.0.conv2", "layer2.0.conv2", "layer3.0.conv2"),
                    sizes.pairs().stream().map(GradientSizes.PairSize::reader).toList());
        }
    }
}
