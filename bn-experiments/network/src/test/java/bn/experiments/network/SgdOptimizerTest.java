package bn.experiments.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.DType;
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
