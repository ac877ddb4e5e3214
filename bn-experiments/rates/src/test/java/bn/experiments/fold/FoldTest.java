package bn.experiments.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.Affine;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.Parameter;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.rate.LayerMeasurement;
import bn.experiments.testing.Cpu;
import bn.theory.unit.LayerRates;
import bn.theory.unit.UnitRate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldTest {
    private static final int BATCH = 16;
    private final Examples examples = SyntheticDigits.draw(1, 50, 1).pool(4).train();
    private Backend backend;

    @BeforeEach
    void open() {
        backend = Cpu.open();
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private Network network(String normalization, NormalizationOptions options) {
        return network("49-6-5-10", normalization, options);
    }

    private Network network(String architecture, String normalization, NormalizationOptions options) {
        return new Network(backend, new NetworkSpec(Architecture.parse(architecture), DType.FLOAT64, options, BATCH, 1),
                Cpu.normalization(normalization));
    }

    /**
     * A few training passes over random inputs with random shifts and scales, so that all statistics differ from their initial
     * values.
     */
    private void stir(Network network) {
        SplittableRandom random = new SplittableRandom(2);
        network.parameters().stream().filter(p -> p.role() != Parameter.Role.WEIGHT)
                .forEach(p -> p.value().upload(random.doubles(p.value().shape().elements(), -1.2, 1.2).toArray(), 0));
        try (Tensor x = backend.allocate(DType.FLOAT64, Shape.of(BATCH, 49))) {
            for (int i = 0; i < 3; i++) {
                x.upload(random.doubles(BATCH * 49L, 0, 3).toArray(), 0);
                network.forward(x);
            }
        }
    }

    /** Convolutions of one group and of many, in blocks with shortcuts; float64 rounding through 20 layers. */
    @ParameterizedTest
    @ValueSource(strings = {"resnet8:1x7x7-10", "resnet8-b:1x7x7-10", "mobilenetv2-small:1x7x7-10"})
    void convolutionsFoldToo(String architecture) {
        try (Network network = network(architecture, "batch", NormalizationOptions.pytorch().withEps(0.1));
                Network folded = network(architecture, "none", NormalizationOptions.pytorch())) {
            stir(network);
            folded.restore(Fold.of(network));
            OutputComparison after = OutputComparison.of(backend, network, folded, examples, Loss.SOFTMAX_CROSS_ENTROPY);
            assertTrue(after.largestOutput() > 0.01, "the outputs must matter");
            assertEquals(0, after.largestDifference(), 1e-10 * after.largestOutput());
        }
    }

    /** A normalization before the convolutions has no weights that it could become part of. */
    @Test
    void normalizationsWithoutALinearMapAreRefused() {
        try (Network network = network("preresnet20:1x7x7-10", "batch", NormalizationOptions.pytorch())) {
            assertTrue(assertThrows(InvalidRequestException.class, () -> Fold.of(network)).getMessage()
                    .contains("the normalization layer1.0.bn1 of preresnet20:1x7x7-10 cannot be folded"));
        }
    }

    /** With learned gamma and beta, and without them, where the linear layers have biases that enter the running means. */
    @Test
    void theFoldedNetworkHasTheSameOutputs() {
        for (Affine affine : List.of(Affine.learned(), Affine.off(), Affine.fixedGamma(-0.4))) {
            try (Network network = network("batch", NormalizationOptions.pytorch().withEps(0.1).withAffine(affine));
                    Network folded = network("none", NormalizationOptions.pytorch())) {
                stir(network);
                OutputComparison before = OutputComparison.of(backend, network, folded, examples, Loss.SOFTMAX_CROSS_ENTROPY);
                assertTrue(before.largestDifference() > 0.01, "the networks are alike before the test");
                folded.restore(Fold.of(network));
                OutputComparison after = OutputComparison.of(backend, network, folded, examples, Loss.SOFTMAX_CROSS_ENTROPY);
                // Three linear layers with sums of up to 49 terms of order 1.
                assertEquals(0, after.largestDifference(), 3 * 49 * 1e-15 * Math.max(1, after.largestOutput()));
                assertEquals(after.first().accuracy(), after.second().accuracy());
                assertEquals(after.first().loss(), after.second().loss(), 1e-12);
            }
        }
    }

    @Test
    void whatCannotBeFoldedIsRefused() {
        try (Network none = network("none", NormalizationOptions.pytorch());
                Network flat = network("batch", NormalizationOptions.pytorch().withEps(0))) {
            assertTrue(assertThrows(InvalidRequestException.class, () -> Fold.of(none)).getMessage()
                    .contains("no running statistics"));
            Map<String, double[]> state = new HashMap<>(flat.state());
            state.put("layer2.norm.runningVariance", new double[] {1, 1, 0, 1, 1});
            flat.restore(state);
            assertTrue(assertThrows(InvalidRequestException.class, () -> Fold.of(flat)).getMessage()
                    .contains("unit 3 of layer 2"));
        }
    }

    @Test
    void ratesGoIntoACheckpointAndBack() {
        LayerRates rates = LayerRates.of(new double[] {2, 0}, new double[] {-3, 1}, new double[] {4, 1}, 0, new double[] {2, 1},
                0);
        FoldedRates folded = FoldedRates
                .of(List.of(new LayerMeasurement(1, "layer1", Optional.of(rates), true, new double[rates.units().size()],
                        Optional.empty())));
        FoldedRates back = FoldedRates.in(Architecture.parse("49-3-10"), folded.arrays()).orElseThrow();
        UnitRate first = rates.units().get(0);
        assertEquals(List.of(first.lambda(), 0.0), List.of(back.lambda().get(0)[0], back.lambda().get(0)[1]));
        assertEquals(List.of(first.alpha(), 0.0), List.of(back.alpha().get(0)[0], back.alpha().get(0)[1]));
        assertTrue(FoldedRates.in(Architecture.parse("49-6-5-10"), Map.of("layer1.weights", new double[1])).isEmpty());
    }
}
