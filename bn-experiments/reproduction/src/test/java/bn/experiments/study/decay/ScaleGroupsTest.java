package bn.experiments.study.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.Parameter;
import bn.experiments.architecture.Architecture;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.testing.Cpu;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleGroupsTest {

    private static Network network(Backend backend, String architecture) {
        return new Network(backend, new NetworkSpec(Architecture.parse(architecture), DType.FLOAT64,
                NormalizationOptions.pytorch(), 2, 1), Cpu.normalization("batch"));
    }

    private static List<String> names(List<Layer> layers) {
        return layers.stream().map(Layer::name).toList();
    }

    @Test
    void theStreamOfAResidualNetworkReachesTheOutput() {
        try (Backend backend = Cpu.open(); Network network = network(backend, "resnet8:1x8x8-10")) {
            ScaleGroups groups = ScaleGroups.of(network);
            assertEquals(List.of("layer1.0.conv1", "layer2.0.conv1", "layer3.0.conv1"), names(groups.inner()));
            assertEquals(List.of("conv1", "layer1.0.conv2", "layer2.0.conv2", "layer3.0.conv2"), names(groups.last()));
        }
    }

    @Test
    void thePlacementsOfAPerceptron() {
        try (Backend backend = Cpu.open(); Network network = network(backend, "4-3-2-2")) {
            ScaleGroups groups = ScaleGroups.of(network);
            assertEquals(List.of("layer1"), names(groups.inner()));
            assertEquals(List.of("layer2"), names(groups.last()));
            assertEquals(List.of(), Placement.NONE.parameters(network, groups));
            assertEquals(List.of(Parameter.Role.WEIGHT, Parameter.Role.WEIGHT, Parameter.Role.WEIGHT),
                    Placement.WEIGHTS.parameters(network, groups).stream().map(Parameter::role).toList());
            assertEquals(network.layers().get(0).normalization().orElseThrow().parameters(),
                    Placement.INNER.parameters(network, groups));
            assertEquals(List.of(network.layers().get(1).normalization().orElseThrow().gamma().orElseThrow()),
                    Placement.LAST.parameters(network, groups));
            assertEquals(network.parameters(), Placement.ALL.parameters(network, groups));
        }
    }
}
