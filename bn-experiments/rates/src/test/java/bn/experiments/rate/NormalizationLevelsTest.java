package bn.experiments.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.ArchitectureSummary;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.network.Node;
import bn.experiments.testing.Cpu;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much the passes of a measurement with population statistics compute. */
class NormalizationLevelsTest {

    /**
     * A pass for statistics goes forward up to its level. A pass for gradients goes forward through all nodes, and back to its level
     * through the inputs of linear maps; the gradient with respect to the weights of a map is computed in one pass. Training takes
     * one forward pass, and both gradients of all maps but for the inputs of the network. With L levels of equal size that are
     * (L + 1) / 2 + L forward passes, and (L - 1) / 2 + 1 of the same size backward, divided by 3.
     */
    @ParameterizedTest
    @CsvSource({"resnet8:3x32x32-10, 7", "resnet20:3x32x32-10, 19", "resnet56:3x32x32-10, 55", "preresnet20:3x32x32-10, 19",
            "vgg11:3x32x32-10, 8", "mobilenetv2-small:3x32x32-10, 23"})
    void thePassesTogetherAreFewerThanOneOfTrainingForEachLayer(String architecture, int levels) {
        NetworkSpec spec = new NetworkSpec(Architecture.parse(architecture), DType.FLOAT32, NormalizationOptions.pytorch(), 2, 1);
        try (Backend backend = Cpu.open(); Network network = new Network(backend, spec, Cpu.normalization("batch"))) {
            List<List<Layer>> fromOutputs = NormalizationLevels.fromOutputs(network);
            assertEquals(levels, fromOutputs.size());
            long all = multiplyAdds(network, network.nodes());
            long first = network.nodes().stream().filter(node -> node.sources().contains(NodeSpec.INPUT))
                    .mapToLong(node -> multiplyAdds(network, List.of(node))).sum();
            // Gradients with respect to weights are those of all maps at most.
            double work = all;
            for (List<Layer> level : NormalizationLevels.fromInputs(network)) {
                work += multiplyAdds(network, network.upTo(level));
            }
            for (List<Layer> level : fromOutputs) {
                work += all + multiplyAdds(network, network.from(level)) - multiplyAdds(network, level);
            }
            double computed = work / (3 * all - first);
            assertEquals((2 * levels + 1) / 3.0, computed, 0.1 * computed);
            assertTrue(computed < network.normalizedLayers().size(), "in passes of training: " + computed);
        }
    }

    private static long multiplyAdds(Network network, Collection<? extends Node> nodes) {
        List<ArchitectureSummary.Node> summary = ArchitectureSummary.of(network.spec().architecture()).nodes();
        return nodes.stream().mapToLong(node -> summary.get(network.nodes().indexOf(node)).multiplyAdds()).sum();
    }
}
