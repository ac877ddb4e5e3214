package bn.experiments.study.decay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.Parameter;
import bn.experiments.architecture.Architecture;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.stream.ScaleGroups;
import bn.experiments.testing.Cpu;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {

    private static Network network(Backend backend, String architecture) {
        return new Network(backend, new NetworkSpec(Architecture.parse(architecture), DType.FLOAT64,
                NormalizationOptions.pytorch(), 2, 1), Cpu.normalization("batch"));
    }

    @Test
    void thePlacementsOfAPerceptron() {
        try (Backend backend = Cpu.open(); Network network = network(backend, "4-3-2-2")) {
            ScaleGroups groups = ScaleGroups.of(network);
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
