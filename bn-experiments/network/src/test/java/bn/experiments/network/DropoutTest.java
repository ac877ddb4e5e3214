package bn.experiments.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.testing.Cpu;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final int BATCH = 50;
    private static final int UNITS = 400;
    private static final double PROBABILITY = 0.3;

    private static Network network(Backend backend, String text) {
        return new Network(backend,
                new NetworkSpec(Architecture.parse(text), DType.FLOAT64, NormalizationOptions.pytorch(), BATCH,
                        1),
                Cpu.normalization("batch"));
    }

    private static Tensor inputs(Backend backend, Network network) {
        Tensor x = backend.allocate(DType.FLOAT64, network.inputs(BATCH));
        x.upload(new SplittableRandom(2).doubles(x.shape().elements(), -1, 1).toArray(), 0);
        return x;
    }

    private static double[] outputs(Network network, Tensor x, long seed) {
        network.setRandom(new SplittableRandom(seed));
        return network.forward(x).toDoubles();
    }

    @Test
    void eachNumberIsDroppedOrScaled() {
        String text = "3-" + UNITS + "-2";
        try (Backend backend = Cpu.open(); Network network = network(backend, text + "+dropout" + PROBABILITY)) {
            Tensor x = inputs(backend, network);
            outputs(network, x, 4);
            double[] before = network.nodes().get(0).outputs(BATCH).toDoubles();
            double[] after = network.nodes().get(1).outputs(BATCH).toDoubles();
            int dropped = 0;
            int positive = 0;
            for (int i = 0; i < before.length; i++) {
                if (before[i] > 0) {
                    positive++;
                    dropped += after[i] == 0 ? 1 : 0;
                    assertTrue(after[i] == 0 || Math.abs(after[i] / before[i] * (1 - PROBABILITY) - 1) < 1e-15, "number " + i);
                }
            }
            // Five standard deviations of the fraction of independent draws.
            double deviation = Math.sqrt(PROBABILITY * (1 - PROBABILITY) / positive);
            assertEquals(PROBABILITY, (double) dropped / positive, 5 * deviation);
        }
    }

    @Test
    void theSeedDecidesWhatIsDropped() {
        try (Backend backend = Cpu.open(); Network network = network(backend, "3-20-2+dropout0.5")) {
            Tensor x = inputs(backend, network);
            double[] first = outputs(network, x, 4);
            double[] next = network.forward(x).toDoubles();
            assertArrayEquals(first, outputs(network, x, 4));
            assertArrayEquals(next, network.forward(x).toDoubles());
            assertFalse(Arrays.equals(first, next));
            assertFalse(Arrays.equals(first, outputs(network, x, 5)));
        }
    }

    @Test
    void inInferenceNothingChanges() {
        try (Backend backend = Cpu.open();
                Network dropped = network(backend, "3-20-2+dropout0.5");
                Network plain = network(backend, "3-20-2")) {
            Tensor x = inputs(backend, plain);
            plain.forward(x);
            dropped.restore(plain.state());
            assertArrayEquals(plain.infer(x).toDoubles(), dropped.infer(x).toDoubles());
        }
    }
}
