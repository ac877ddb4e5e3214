package bn.experiments.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.stream.StreamEnds.Kind;
import bn.experiments.stream.StreamEnds.Reader;
import bn.experiments.testing.Cpu;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScaleGroupsTest {

    private static ScaleGroups of(String architecture) {
        try (Backend backend = Cpu.open();
                Network network = new Network(backend, new NetworkSpec(Architecture.parse(architecture), DType.FLOAT64,
                        NormalizationOptions.pytorch(), 2, 1), Cpu.normalization("batch"))) {
            return ScaleGroups.of(network);
        }
    }

    private static StreamEnds stream(String writer, Reader... readers) {
        return new StreamEnds(List.of(writer), List.of(readers), Optional.empty());
    }

    @Test
    void theStreamOfAResidualNetworkReachesTheOutput() {
        assertEquals(new ScaleGroups(List.of("layer1.0.conv1", "layer2.0.conv1", "layer3.0.conv1"),
                List.of("conv1", "layer1.0.conv2", "layer2.0.conv2", "layer3.0.conv2"), Map.of()), of("resnet8:1x8x8-10"));
    }

    @Test
    void theLastHiddenLayerOfAPerceptronReachesTheOutput() {
        assertEquals(new ScaleGroups(List.of("layer1"), List.of("layer2"), Map.of()), of("4-3-2-2"));
    }

    /** A normalized reader removes the common scale of all that it reads, so one stream that reaches the outputs holds the other. */
    @Test
    void streamsThatShareAReaderAreOneGroup() {
        List<String> layers = List.of("a", "b");
        StreamEnds last = stream("b", new Reader("c", Kind.NORMALIZED), new Reader("fc", Kind.LINEAR));
        assertEquals(new ScaleGroups(List.of(), layers, Map.of()),
                ScaleGroups.of(layers, List.of(stream("a", new Reader("c", Kind.NORMALIZED)), last)));
        assertEquals(new ScaleGroups(List.of("a"), List.of("b"), Map.of()),
                ScaleGroups.of(layers, List.of(stream("a", new Reader("c", Kind.NORMALIZATION)), last)));
    }

    @Test
    void whatStopsTheTheoryIsTheReason() {
        StreamEnds gelu = new StreamEnds(List.of("a"), List.of(new Reader("b", Kind.NORMALIZED)), Optional.of("gelu"));
        assertEquals(new ScaleGroups(List.of(), List.of(), Map.of("a", "gelu", "b", "it is not known what reads them")),
                ScaleGroups.of(List.of("a", "b"), List.of(gelu)));
    }
}
