package bn.experiments.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.Affine;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.Parameter;
import bn.experiments.architecture.Architecture;
import bn.experiments.testing.Cpu;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The back-propagated gradients of whole networks against central differences of the loss. */
class NetworkGradientTest {
    private static final int BATCH = 7;
    private static final Architecture ARCHITECTURE = Architecture.parse("5-4-3-2");
    private static final double STEP = 1e-5;
    /** Rounding of a loss of order 1 divided by the step: 1e-16 / 1e-5; truncation: the step squared times a third derivative. */
    private static final double TOLERANCE = 1e-8;

    private Backend backend;
    private Tensor inputs;
    private Tensor targets;
    private Tensor metrics;

    @BeforeEach
    void open() {
        backend = Cpu.open();
        SplittableRandom random = new SplittableRandom(5);
        inputs = backend.allocate(DType.FLOAT64, Shape.of(BATCH, 5));
        inputs.upload(random.doubles(BATCH * 5L, -1, 1).toArray(), 0);
        targets = backend.allocate(DType.FLOAT64, Shape.of(BATCH, 2));
        double[] oneHot = new double[BATCH * 2];
        for (int i = 0; i < BATCH; i++) {
            oneHot[2 * i + random.nextInt(2)] = 1;
        }
        targets.upload(oneHot, 0);
        metrics = backend.allocate(DType.FLOAT64, Shape.of(2));
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @ParameterizedTest
    @CsvSource({"batch, SOFTMAX_CROSS_ENTROPY", "batch, SQUARED", "none, SOFTMAX_CROSS_ENTROPY", "none, SQUARED"})
    void everyGradientIsTheDerivativeOfTheLoss(String normalization, Loss loss) {
        try (Network network = network(normalization, NormalizationOptions.pytorch())) {
            moveOffTheKink(network);
            loss(network, loss);
            network.backward(inputs, BackwardHook.STORE);
            for (Parameter parameter : network.parameters()) {
                double[] gradient = parameter.gradient().toDoubles();
                double[] values = parameter.value().toDoubles();
                for (int i = 0; i < values.length; i++) {
                    double difference = (lossAt(network, loss, parameter, values, i, STEP)
                            - lossAt(network, loss, parameter, values, i, -STEP)) / (2 * STEP);
                    assertEquals(difference, gradient[i], TOLERANCE, parameter.role() + " " + i);
                }
                parameter.value().upload(values, 0);
            }
        }
    }

    /** With biases of 0 an example that no unit of a layer passes on sits on the kink of the next layer's ReLUs. */
    private static void moveOffTheKink(Network network) {
        SplittableRandom random = new SplittableRandom(8);
        network.layers().forEach(layer -> layer.linear().bias().ifPresent(
                bias -> bias.value().upload(random.doubles(layer.linear().units(), -0.5, 0.5).toArray(), 0)));
    }

    private double lossAt(Network network, Loss loss, Parameter parameter, double[] values, int index, double step) {
        double[] moved = values.clone();
        moved[index] += step;
        parameter.value().upload(moved, 0);
        return loss(network, loss);
    }

    private double loss(Network network, Loss loss) {
        Tensor outputs = network.forward(inputs);
        backend.loss().compute(loss, outputs, targets, network.outputGradient(BATCH), metrics);
        return metrics.toDoubles()[0];
    }

    @Test
    void aHiddenLinearLayerHasABiasWhereNothingElseShifts() {
        try (Network none = network("none", NormalizationOptions.pytorch());
                Network batch = network("batch", NormalizationOptions.pytorch());
                Network off = network("batch", NormalizationOptions.pytorch().withAffine(Affine.off()))) {
            assertEquals(List.of(true, true, true), biases(none));
            assertEquals(List.of(false, false, true), biases(batch));
            assertEquals(List.of(true, true, true), biases(off));
        }
    }

    private static List<Boolean> biases(Network network) {
        return network.layers().stream().map(layer -> layer.linear().bias().isPresent()).toList();
    }

    @Test
    void aRestoredNetworkGivesTheSameOutputs() {
        try (Network trained = network("batch", NormalizationOptions.pytorch());
                Network other = new Network(backend, spec(NormalizationOptions.pytorch(), 99), Cpu.normalization("batch"))) {
            trained.forward(inputs);
            double[] expected = trained.infer(inputs).toDoubles();
            double[] before = other.infer(inputs).toDoubles();
            assertTrue(Math.abs(before[0] - expected[0]) > 1e-6, "the networks are alike before the test");
            other.restore(trained.state());
            double[] actual = other.infer(inputs).toDoubles();
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], actual[i], 0);
            }
        }
    }

    private Network network(String normalization, NormalizationOptions options) {
        return new Network(backend, spec(options, 3), Cpu.normalization(normalization));
    }

    private static NetworkSpec spec(NormalizationOptions options, long seed) {
        return new NetworkSpec(ARCHITECTURE, DType.FLOAT64, options, BATCH, seed);
    }
}
