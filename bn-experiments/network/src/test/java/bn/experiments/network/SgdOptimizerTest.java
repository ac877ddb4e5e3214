package bn.experiments.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.Parameter;
import bn.experiments.architecture.Architecture;
import bn.experiments.testing.Cpu;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SgdOptimizerTest {
    private static final SgdOptions OPTIONS = new SgdOptions(0.1, 0.9, false, new WeightDecay(0.01, 0.04, 0.02, 0.03, 0.05));

    /** Three steps by hand, with the gradients that the network keeps, against the optimizer, fused or not. */
    @Test
    void everyGroupMovesWithItsOwnDecay() {
        try (Backend backend = Cpu.open();
                Network network = network(backend);
                Network twin = network(backend);
                SgdOptimizer optimizer = new SgdOptimizer(backend, network, OPTIONS)) {
            Tensor inputs = backend.allocate(DType.FLOAT64, Shape.of(6, 4));
            double[][] expected = twin.parameters().stream().map(p -> p.value().toDoubles()).toArray(double[][]::new);
            double[][] velocity = twin.parameters().stream().map(p -> new double[p.value().toDoubles().length])
                    .toArray(double[][]::new);
            for (int step = 0; step < 3; step++) {
                inputs.upload(new SplittableRandom(step).doubles(24, -1, 1).toArray(), 0);
                pass(network, inputs);
                optimizer.backwardAndStep(network, inputs);

                pass(twin, inputs);
                twin.backward(inputs, BackwardHook.STORE);
                stepByHand(twin.parameters(), expected, velocity);
            }
            for (int p = 0; p < expected.length; p++) {
                double[] actual = network.parameters().get(p).value().toDoubles();
                for (int i = 0; i < actual.length; i++) {
                    assertEquals(expected[p][i], actual[i], 1e-13, network.parameters().get(p).role() + " " + i);
                }
            }
        }
    }

    /** A step with another decay is the step of options that have it. */
    @Test
    void aParameterCanHaveADecayOfItsOwn() {
        SgdOptions none = new SgdOptions(0.1, 0.9, false, WeightDecay.NONE);
        SgdOptions scales = new SgdOptions(0.1, 0.9, false, new WeightDecay(0, 0, 0.2, 0, 0));
        try (Backend backend = Cpu.open();
                Network network = network(backend);
                Network twin = network(backend);
                SgdOptimizer optimizer = new SgdOptimizer(backend, network, none);
                SgdOptimizer expected = new SgdOptimizer(backend, twin, scales)) {
            optimizer.setWeightDecay(scales(network), 0.2);
            Tensor inputs = backend.allocate(DType.FLOAT64, Shape.of(6, 4));
            inputs.upload(new SplittableRandom(1).doubles(24, -1, 1).toArray(), 0);
            for (int step = 0; step < 2; step++) {
                pass(network, inputs);
                optimizer.backwardAndStep(network, inputs);
                pass(twin, inputs);
                expected.backwardAndStep(twin, inputs);
            }
            twin.state().forEach((name, values) -> assertArrayEquals(values, network.state().get(name), name));
            assertThrows(InvalidRequestException.class, () -> optimizer.setWeightDecay(scales(network), -1));
            assertThrows(IllegalArgumentException.class, () -> optimizer.setWeightDecay(scales(twin), 0.1));
        }
    }

    private static List<Parameter> scales(Network network) {
        return network.parameters().stream().filter(each -> each.role() == Parameter.Role.GAMMA).toList();
    }

    /** On a constant gradient g, gamma rests at 0 if |g| is at most s, whatever the momentum; else it goes on by g - s. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.9})
    void l1HoldsAScaleAtZeroAgainstGradientsOfItsStrength(double momentum) {
        SgdOptions options = new SgdOptions(0.01, momentum, false, WeightDecay.NONE, 0.5);
        try (Backend backend = Cpu.open();
                Network network = network(backend);
                SgdOptimizer optimizer = new SgdOptimizer(backend, network, options)) {
            Parameter gamma = scales(network).get(0);
            double[] before = null;
            for (int step = 0; step < 1500; step++) {
                before = gamma.value().toDoubles();
                network.parameters().forEach(each -> each.gradient().upload(
                        new double[each.gradient().toDoubles().length], 0));
                gamma.gradient().upload(new double[] {0.4, -0.4, -0.9}, 0);
                optimizer.step();
            }
            double[] after = gamma.value().toDoubles();
            assertTrue(after[0] == 0 && after[1] == 0);
            // Steps of a constant gradient are 1 / (1 - momentum) times as long.
            assertEquals(0.01 * (0.9 - 0.5) / (1 - momentum), after[2] - before[2], 1e-11);
        }
    }

    private static void stepByHand(List<Parameter> parameters, double[][] values, double[][] velocity) {
        for (int p = 0; p < values.length; p++) {
            double decay = switch (parameters.get(p).role()) {
                case WEIGHT -> p == 0 ? 0.01 : 0.04;
                case GAMMA -> 0.02;
                case BETA -> 0.03;
                case BIAS -> 0.05;
            };
            double[] gradient = parameters.get(p).gradient().toDoubles();
            for (int i = 0; i < gradient.length; i++) {
                velocity[p][i] = 0.9 * velocity[p][i] + gradient[i] + decay * values[p][i];
                values[p][i] -= 0.1 * velocity[p][i];
            }
            parameters.get(p).value().upload(values[p], 0);
        }
    }

    private static void pass(Network network, Tensor inputs) {
        double[] outputs = network.forward(inputs).toDoubles();
        network.outputGradient(6).upload(outputs, 0);
    }

    private Network network(Backend backend) {
        NetworkSpec spec = new NetworkSpec(Architecture.parse("4-3-2"), DType.FLOAT64, NormalizationOptions.pytorch(), 6, 1);
        return new Network(backend, spec, Cpu.normalization("batch"));
    }
}
