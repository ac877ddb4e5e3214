package bn.experiments.study.slimming;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.Parameter;
import bn.experiments.architecture.Architecture;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.testing.Cpu;
import org.junit.jupiter.api.Test;

class ChannelMeansTest {
    private static final double ROUNDING = 1e-12;

    /** Four channels: one at rest, one off it, one dead, one that comes to 0. */
    @Test
    void meansByHand() {
        try (Backend backend = Cpu.open();
                Network network = new Network(backend, new NetworkSpec(Architecture.parse("3-4-2"), DType.FLOAT64,
                        NormalizationOptions.pytorch(), 2, 1), Cpu.normalization("batch"))) {
            Layer layer = network.layers().get(0);
            Parameter gamma = layer.normalization().orElseThrow().gamma().orElseThrow();
            ChannelMeans means = new ChannelMeans(layer);
            gamma.value().upload(new double[] {-1, 4, 0, 1}, 0);
            gamma.gradient().upload(new double[] {0.5, -1, 3, 0}, 0);
            means.add();
            gamma.value().upload(new double[] {-3, 4, 0, 0}, 0);
            gamma.gradient().upload(new double[] {0.7, -1, 3, 0}, 0);
            means.add();
            assertArrayEquals(new int[] {2}, means.dead());
            assertArrayEquals(new int[] {0, 1}, means.alive());
            assertEquals(2, means.size(0), ROUNDING);
            assertEquals(0.3, means.lambda(0), ROUNDING);
            assertEquals(0.25, means.lambda(1), ROUNDING);
            // mu = 0.1 and s = 0.4: the first is at rest, 0.1 + 0.4 / 2 = 0.3; the second would be at 0.1 + 0.4 / 4 = 0.2.
            assertEquals((4 * 0.3 + 16 * 0.25) / (4 * 0.3 + 16 * 0.2), means.rateRatio(0.1, 0.4), ROUNDING);
            // L1 has more than half in both, but |gamma| is below s / mu = 4 only in the first.
            assertEquals(0.5, means.agreement(0.1, 0.4), ROUNDING);
        }
    }

    @Test
    void areaByHand() {
        double[] scores = {1, 2, 3, 3};
        assertEquals(1, Ranking.area(scores, new int[] {0}, new int[] {1, 2, 3}), ROUNDING);
        assertEquals(0, Ranking.area(scores, new int[] {2}, new int[] {0, 1}), ROUNDING);
        assertEquals(0.75, Ranking.area(scores, new int[] {1, 2}, new int[] {3}), ROUNDING);
        assertTrue(Double.isNaN(Ranking.area(scores, new int[0], new int[] {3})));
    }
}
