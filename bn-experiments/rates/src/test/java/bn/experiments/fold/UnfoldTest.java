package bn.experiments.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.testing.Cpu;
import bn.experiments.train.BatchLoader;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batch norm that is put back into a network without it. */
class UnfoldTest {
    private static final double EPS = 0.01;
    private static final int EXAMPLES = 50;
    private final Examples examples = SyntheticDigits.draw(1, EXAMPLES, 1).pool(4).train();
    private Backend backend;

    @BeforeEach
    void open() {
        backend = Cpu.open();
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private Network network(Architecture architecture, String normalization, double eps) {
        NetworkSpec spec = new NetworkSpec(architecture, DType.FLOAT64, NormalizationOptions.pytorch().withEps(eps), EXAMPLES, 1);
        Network network = new Network(backend, spec, Cpu.normalization(normalization));
        SplittableRandom random = new SplittableRandom(3);
        // Biases, gammas and betas that matter.
        network.parameters().stream().filter(parameter -> parameter.value().shape().rank() == 1)
                .forEach(p -> p.value().upload(random.doubles(p.value().shape().elements(), 0.3, 1).toArray(), 0));
        return network;
    }

    private Network unfolded(Network plain, Unfold unfold) {
        Network network = network(unfold.architecture(), "batch", EPS);
        network.restore(unfold.state(backend, plain, examples, EPS, fraction -> {}));
        return network;
    }

    private void assertSameOutputs(Network plain, Network unfolded) {
        OutputComparison outputs = OutputComparison.of(backend, plain, unfolded, examples, Loss.SOFTMAX_CROSS_ENTROPY);
        assertTrue(outputs.largestOutput() > 0.1, "the outputs must matter");
        // Rounding of float64 through some layers of sums of up to 300 terms.
        assertEquals(0, outputs.largestDifference(), 1e-11 * outputs.largestOutput());
    }

    /** The running statistics are those of the examples, so a training pass over all of them has the same outputs as well. */
    @Test
    void aBatchOfAllExamplesHasTheRunningStatistics() {
        Architecture plain = Architecture
                .parse("input 1x7x7; a: convolution 4 3x3 padding 1, relu; b: convolution 6 3x3 stride 2; "
                        + "c: relu; d: global average; e: fully connected 10");
        Unfold unfold = Unfold.plan(plain, List.of());
        assertEquals(List.of("a", "b"), unfold.layers());
        try (Network before = network(unfold.architecture(), "none", 0);
                Network after = unfolded(before, unfold);
                BatchLoader loader = new BatchLoader(backend, DType.FLOAT64, examples, EXAMPLES)) {
            assertSameOutputs(before, after);
            loader.load(IntStream.range(0, EXAMPLES).toArray(), 0, EXAMPLES, 0, null);
            double[] inferred = after.infer(loader.inputs()).toDoubles();
            Tensor trained = after.forward(loader.inputs());
            assertArrayEquals(inferred, trained.toDoubles(), 1e-11);
        }
    }

    /** What was folded comes back at the same places. */
    @Test
    void aFoldedNetworkGetsItsNormalizationsBack() {
        Architecture architecture = Architecture.parse("resnet8-b:1x7x7-10");
        Unfold unfold = Unfold.plan(architecture, List.of());
        assertEquals(architecture, unfold.architecture());
        assertEquals(9, unfold.layers().size());
        try (Network original = network(architecture, "batch", 0.1); Network folded = network(architecture, "none", 0)) {
            folded.restore(Fold.of(original));
            try (Network again = unfolded(folded, unfold)) {
                assertSameOutputs(original, again);
            }
        }
    }

    /** Weights of 0 make the unit constant: with eps it gets the normalization of a constant, without it cannot be normalized. */
    @Test
    void aConstantUnitNeedsAnEps() {
        Unfold unfold = Unfold.plan(Architecture.parse("49-3-10"), List.of());
        try (Network plain = network(unfold.architecture(), "none", 0)) {
            Tensor weights = plain.layers().get(0).linear().weights().value();
            double[] values = weights.toDoubles();
            Arrays.fill(values, 49, 98, 0);
            weights.upload(values, 0);
            try (Network after = unfolded(plain, unfold)) {
                assertSameOutputs(plain, after);
            }
            assertTrue(
                    assertThrows(BnException.class, () -> unfold.state(backend, plain, examples, 0, fraction -> {})).getMessage()
                            .startsWith("unit 1 of layer " + plain.layers().get(0).name() + " is constant on the data"));
        }
    }

    @Test
    void layersByName() {
        Architecture plain = Architecture
                .parse("input 4; a: fully connected 3, relu; b: fully connected 3, relu; c: fully connected 2");
        Unfold unfold = Unfold.plan(plain, List.of("b"));
        assertEquals(List.of("b"), unfold.layers());
        assertEquals(1, unfold.architecture().normalized().size());
        assertTrue(assertThrows(InvalidRequestException.class, () -> Unfold.plan(plain, List.of("x"))).getMessage()
                .contains("has no linear map x"));
        assertTrue(assertThrows(InvalidRequestException.class,
                () -> Unfold.plan(Architecture.parse("input 4; a: fully connected 3"), List.of())).getMessage()
                .contains("no hidden linear map"));
    }
}
