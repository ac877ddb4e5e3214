package bn.experiments.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.Parameter;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.testing.Cpu;
import bn.experiments.train.BatchLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchCostEstimatorTest {
    private static final int COUNT = 100;
    private static final Loss LOSS = Loss.SOFTMAX_CROSS_ENTROPY;

    private final Examples examples = SyntheticDigits.draw(1, COUNT, 1).pool(2).train();
    private Backend backend;

    @BeforeEach
    void open() {
        backend = Cpu.open();
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private Network network(Architecture architecture, double eps) {
        Network network = new Network(backend,
                new NetworkSpec(architecture, DType.FLOAT64, NormalizationOptions.pytorch().withEps(eps), COUNT, 1),
                Cpu.normalization("batch"));
        SplittableRandom random = new SplittableRandom(2);
        network.parameters().stream().filter(p -> p.role() == Parameter.Role.BETA || p.role() == Parameter.Role.GAMMA)
                .forEach(p -> p.value().upload(random.doubles(p.value().shape().elements(), 0.2, 1.5).toArray(), 0));
        return network;
    }

    private Architecture architecture(String name) {
        return Architecture.parse(name.equals("mlp") ? examples.features() + "-8-6-10" : name, examples);
    }

    private BatchCosts costs(Network network, int draws, Integer... batches) {
        return new BatchCostEstimator(backend, LOSS, 0, 1, draws, 1).estimate(network, examples, List.of(batches), share -> {});
    }

    /** The loss with the statistics of a batch in all layers is that of a training pass, where each layer takes those of its inputs. */
    @ParameterizedTest
    @ValueSource(strings = {"mlp", "resnet8-b"})
    void allLayersAreNormalizedAsInTraining(String name) {
        try (Network network = network(architecture(name), 1e-3);
                BatchLoader loader = new BatchLoader(backend, DType.FLOAT64, examples, COUNT);
                Tensor metrics = backend.allocate(DType.FLOAT64, Shape.of(2))) {
            int[] order = new SplittableRandom(3).ints(20, 0, COUNT).toArray();
            loader.load(order, 0, order.length, 0, null);
            double training = loss(network.forward(loader.inputs()), loader, metrics);
            onPopulation(network, (levels, statistics) -> {
                double population = loss(network.infer(loader.inputs()), loader, metrics);
                Map<String, double[]> before = network.state();
                try (BatchSampler sampler = new BatchSampler(backend, network, LOSS, examples, levels, statistics, COUNT, 0, 1)) {
                    BatchSampler.Gap gap = sampler.gap(order, order.length);
                    assertEquals(training - population, gap.all(), 1e-11 * training);
                    assertTrue(Math.abs(gap.all() - gap.last()) > 1e-3 * Math.abs(gap.all()), "the other layers must matter");
                }
                before.forEach((key, values) -> assertTrue(Arrays.equals(values, network.state().get(key)), key));
            });
        }
    }

    private double loss(Tensor outputs, BatchLoader loader, Tensor metrics) {
        backend.loss().compute(LOSS, outputs, loader.targets(), null, metrics);
        return metrics.toDoubles()[0];
    }

    /** With the statistics of a batch in the last layer alone, written out for the cross-entropy of each example. */
    @Test
    void theLastLayerAloneIsThatOfLoops() {
        int[] order = new SplittableRandom(3).ints(12, 0, COUNT).toArray();
        try (Network network = network(architecture("mlp"), 0.3);
                BatchLoader loader = new BatchLoader(backend, DType.FLOAT64, examples, COUNT);
                Tensor metrics = backend.allocate(DType.FLOAT64, Shape.of(2))) {
            loader.load(order, 0, order.length, 0, null);
            onPopulation(network, (levels, statistics) -> {
                double population = loss(network.infer(loader.inputs()), loader, metrics);
                Layer last = network.layers().get(1);
                double[] u = last.preActivations(order.length).toDoubles();
                double expected = naiveLoss(network, u, order);
                try (BatchSampler sampler = new BatchSampler(backend, network, LOSS, examples, levels, statistics, COUNT, 0, 1)) {
                    double measured = sampler.gap(order, order.length).last();
                    assertEquals(expected - population, measured, 1e-12 * expected);
                    assertTrue(Math.abs(measured) > 1e-3 * expected, "the statistics must matter");
                }
            });
        }
    }

    private double naiveLoss(Network network, double[] u, int... order) {
        Layer last = network.layers().get(1);
        Layer top = network.layers().get(2);
        double[] gamma = last.normalization().orElseThrow().gamma().orElseThrow().value().toDoubles();
        double[] beta = last.normalization().orElseThrow().parameters().get(1).value().toDoubles();
        double[] weights = top.linear().weights().value().toDoubles();
        double[] logits = new double[order.length * 10];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = top.linear().bias().orElseThrow().value().toDoubles()[i % 10];
        }
        for (int k = 0; k < gamma.length; k++) {
            int unit = k;
            double[] values = IntStream.range(0, order.length).mapToDouble(i -> u[i * gamma.length + unit]).toArray();
            double mean = Arrays.stream(values).average().orElseThrow();
            double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
            for (int i = 0; i < logits.length; i++) {
                double h = gamma[k] * (values[i / 10] - mean) / Math.sqrt(variance + 0.3) + beta[k];
                logits[i] += weights[i % 10 * gamma.length + k] * Math.max(0, h);
            }
        }
        double sum = 0;
        for (int i = 0; i < order.length; i++) {
            double[] z = Arrays.copyOfRange(logits, 10 * i, 10 * i + 10);
            sum += Math.log(Arrays.stream(z).map(Math::exp).sum()) - z[examples.labels()[order[i]]];
        }
        return sum / order.length;
    }

    /** What is done with a network whose running statistics are those of all examples. */
    private interface Work {
        void with(List<List<Layer>> levels, Map<Layer, PopulationStatistics> statistics);
    }

    private void onPopulation(Network network, Work work) {
        List<List<Layer>> levels = NormalizationLevels.fromInputs(network);
        try (BlockIterator blocks = new BlockIterator(backend, DType.FLOAT64, examples, COUNT, 0, 1, 1, share -> {})) {
            work.with(levels, PopulationStatistics.replaceRunning(network, levels, blocks,
                    new FinishedLevels(network, MeasurementStore.NONE)));
        }
    }

    /** The numbers of bn rate network, of which these are several sizes at once. */
    @Test
    void predictionsAreThoseOfTheRates() {
        try (Network network = network(architecture("mlp"), 1e-3)) {
            BatchCosts costs = costs(network, 0, 8, 90, COUNT);
            for (BatchCost cost : costs.costs()) {
                double alone = new PopulationRateEstimator(backend, LOSS, 0, 1)
                        .measure(network, examples, OptionalInt.of(cost.batch()), share -> {}).batchEffect().orElseThrow().gap();
                assertEquals(alone, cost.predicted());
                assertTrue(Double.isNaN(cost.last().mean()) && Double.isNaN(cost.all().standardError()));
            }
            assertEquals(2, costs.layers());
            assertTrue(costs.predictable() && costs.validFrom() > 8 && costs.validFrom() < 90, () -> "" + costs.validFrom());
            assertTrue(!costs.isValid(8) && costs.isValid(COUNT));
        }
    }

    /** Batches of all examples are the population, in the measurement as well; so is the mean loss. */
    @Test
    void batchesOfAllExamplesAddNothing() {
        try (Network network = network(architecture("resnet8"), 1e-5)) {
            BatchCosts costs = costs(network, 2, COUNT);
            assertEquals(0, costs.costs().get(0).all().mean(), 1e-12 * costs.loss());
            assertTrue(!costs.predictable() && Double.isNaN(costs.costs().get(0).predicted()));
            assertTrue(!costs.isValid(COUNT));
        }
    }

    /** With eps 0, two examples of which a unit does not tell the difference are at its mean, and not divided by 0. */
    @Test
    void aUnitThatIsConstantInABatchIsZero() {
        try (Network network = network(architecture("mlp"), 0)) {
            onPopulation(network, (levels, statistics) -> {
                try (BatchSampler sampler = new BatchSampler(backend, network, LOSS, examples, levels, statistics, 2, 0, 1)) {
                    assertTrue(Double.isFinite(sampler.gap(new int[] {7, 7}, 2).all()));
                }
            });
        }
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        try (Network network = network(architecture("mlp"), 0)) {
            for (int batch : IntStream.of(1, COUNT + 1).toArray()) {
                assertTrue(assertThrows(InvalidRequestException.class, () -> costs(network, 0, batch)).getMessage()
                        .contains("batches of " + batch + " examples cannot be drawn from " + COUNT));
            }
        }
    }
}
