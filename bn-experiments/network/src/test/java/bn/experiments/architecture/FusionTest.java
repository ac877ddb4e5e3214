package bn.experiments.architecture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.Parameter;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.testing.Cpu;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FusionTest {
    private static final int BATCH = 5;
    /** Rounding of sums of up to 100 numbers of order 1 through 10 layers, in float64. */
    private static final double ROUNDING = 1e-12;

    private static Arguments networks(String unfused, String fused) {
        return Arguments.of(Architecture.parse(unfused), Architecture.parse(fused));
    }

    static Stream<Arguments> architectures() {
        return Stream.of(resNet(), preActivation(), denseNet(), sharedLinearMap(), linearMapsWithoutNormalization());
    }

    private static Arguments resNet() {
        return networks("""
                input 2x4x4
                conv1: convolution 3 3x3 padding 1
                bn1: normalization
                relu: relu
                layer1.0.conv1: convolution 4 3x3 stride 2 padding 1
                layer1.0.bn1: normalization eps 0.1
                layer1.0.relu: relu
                layer1.0.conv2: convolution 4 3x3 padding 1
                layer1.0.bn2: normalization
                layer1.0.downsample.0: convolution 4 1x1 stride 2 from relu
                layer1.0.downsample.1: normalization
                layer1.0.add: sum from layer1.0.bn2, layer1.0.downsample.1
                layer1.0.relu2: relu
                avgpool: global average
                fc: fully connected 2
                """, """
                input 2x4x4
                bn1: convolution 3 3x3 padding 1, normalization, relu
                layer1.0.bn1: convolution 4 3x3 stride 2 padding 1, normalization eps 0.1, relu
                layer1.0.bn2: convolution 4 3x3 padding 1, normalization
                layer1.0.downsample.1: convolution 4 1x1 stride 2, normalization from bn1
                layer1.0.add: sum, relu from layer1.0.bn2, layer1.0.downsample.1
                avgpool: global average
                fc: fully connected 2
                """);
    }

    /** The stem and the last convolution of a block are read twice, so what reads them stays apart. */
    private static Arguments preActivation() {
        return networks("""
                input 2x3x3
                conv: convolution 3 3x3 padding 1
                bn1: normalization
                relu1: relu
                conv1: convolution 3 3x3 padding 1
                bn2: normalization
                relu2: relu6
                conv2: convolution 3 3x3 padding 1
                add: sum from conv, conv2
                bn: normalization
                silu: silu
                pool: global average
                fc: fully connected 2
                """, """
                input 2x3x3
                conv: convolution 3 3x3 padding 1
                bn1: normalization, relu
                bn2: convolution 3 3x3 padding 1, normalization, relu6
                conv2: convolution 3 3x3 padding 1
                add: sum from conv, conv2
                bn: normalization, silu
                pool: global average
                fc: fully connected 2
                """);
    }

    private static Arguments denseNet() {
        return networks("""
                input 2x4x4
                features.conv0: convolution 3 3x3 padding 1
                features.norm0: normalization
                features.relu0: relu
                features.denselayer1.norm1: normalization
                features.denselayer1.relu1: relu
                features.denselayer1.conv1: convolution 4 1x1
                features.denselayer1.norm2: normalization
                features.denselayer1.relu2: relu
                features.denselayer1.conv2: convolution 2 3x3 padding 1
                cat: concatenation from features.relu0, features.denselayer1.conv2
                features.transition1.norm: normalization
                features.transition1.relu: relu
                features.transition1.conv: convolution 2 1x1
                features.transition1.pool: average pooling 2x2 stride 2
                features.norm5: normalization
                relu: relu
                pool: global average
                classifier: fully connected 2
                """, """
                input 2x4x4
                features.norm0: convolution 3 3x3 padding 1, normalization, relu
                features.denselayer1.norm1: normalization, relu
                features.denselayer1.norm2: convolution 4 1x1, normalization, relu
                features.denselayer1.conv2: convolution 2 3x3 padding 1
                cat: concatenation from features.norm0, features.denselayer1.conv2
                features.transition1.norm: normalization, relu
                features.transition1.conv: convolution 2 1x1
                features.transition1.pool: average pooling 2x2 stride 2
                features.norm5: normalization, relu
                pool: global average
                classifier: fully connected 2
                """);
    }

    /** Two normalizations on one linear map; an activation that no sum takes; parts that are not next to each other. */
    private static Arguments sharedLinearMap() {
        return networks("""
                input 2x3x3
                conv: convolution 3 3x3 padding 1
                a: normalization
                b: normalization eps 0.5 from conv
                c: convolution 3 1x1 from b
                r: relu from a
                d: normalization from c
                add: sum from r, d
                silu: silu
                twice: sum from silu, b
                relu: relu
                tanh: tanh
                flat: flatten
                fc: fully connected 2
                """, """
                input 2x3x3
                conv: convolution 3 3x3 padding 1
                b: normalization eps 0.5
                a: normalization, relu from conv
                d: convolution 3 1x1, normalization from b
                add: sum from a, d
                silu: silu
                twice: sum, relu from silu, b
                tanh: tanh
                flat: flatten
                fc: fully connected 2
                """);
    }

    /** A normalization after an activation, two normalizations in a row, and the activation of the outputs. */
    private static Arguments linearMapsWithoutNormalization() {
        return networks("""
                input 4
                fc1: fully connected 5
                relu: relu
                bn: normalization
                bn2: normalization
                act: hard swish
                fc2: fully connected 2
                out: tanh
                """, """
                input 4
                fc1: fully connected 5, relu
                bn: normalization
                bn2: normalization, hard swish
                fc2: fully connected 2, tanh
                """);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void whatIsReadOnceIsFused(Architecture unfused, Architecture fused) {
        Fusion fusion = Fusion.of(unfused);
        assertEquals(fused, fusion.architecture());
        assertEquals(fused, Fusion.of(fused).architecture());
        for (NodeSpec node : fused.nodes()) {
            Optional<Operation.Layer> layer = Optional.of(node.operation()).filter(Operation.Layer.class::isInstance)
                    .map(Operation.Layer.class::cast).filter(each -> each.linear().isPresent() || each.normalized());
            assertEquals(layer.isPresent(), fusion.parts().containsKey(node.name()), node.name());
            layer.ifPresent(each -> {
                Fusion.Parts parts = fusion.parts().get(node.name());
                assertEquals(each.linear().isPresent(), parts.linear().isPresent(), node.name());
                assertEquals(each.normalized(), parts.normalization().isPresent(), node.name());
            });
        }
    }

    @Test
    void theNamesOfThePartsAreKept() {
        Map<String, Fusion.Parts> parts = Fusion.of((Architecture) resNet().get()[0]).parts();
        assertEquals(new Fusion.Parts(Optional.of("layer1.0.downsample.0"), Optional.of("layer1.0.downsample.1")),
                parts.get("layer1.0.downsample.1"));
        assertEquals(new Fusion.Parts(Optional.of("fc"), Optional.empty()), parts.get("fc"));
        assertEquals(5, parts.size());
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void outputsAndGradientsAreTheSame(Architecture unfused, Architecture expected) {
        Fusion fusion = Fusion.of(unfused);
        assertTrue(fusion.architecture().nodes().size() < unfused.nodes().size());
        try (Backend backend = Cpu.open();
                Network parts = network(backend, unfused);
                Network whole = network(backend, expected);
                Tensor inputs = backend.allocate(DType.FLOAT64, parts.inputs(BATCH))) {
            SplittableRandom random = new SplittableRandom(5);
            inputs.upload(random.doubles(inputs.shape().elements(), -1, 1).toArray(), 0);
            for (Parameter parameter : parts.parameters()) {
                parameter.value().upload(random.doubles(parameter.value().shape().elements(), -1, 1).toArray(), 0);
            }
            whole.restore(fused(fusion, parts.state(), whole.state()));
            backward(backend, parts, inputs);
            backward(backend, whole, inputs);
            same(parts.forward(inputs), whole.forward(inputs));
            Map<String, Layer> byName = new TreeMap<>();
            parts.layers().forEach(layer -> byName.put(layer.name(), layer));
            for (Layer layer : whole.layers()) {
                Fusion.Parts from = fusion.parts().getOrDefault(layer.name(),
                        new Fusion.Parts(Optional.empty(), Optional.empty()));
                List<Parameter> old = Stream.concat(from.linear().stream(), from.normalization().stream()).distinct()
                        .flatMap(name -> byName.get(name).parameters().stream()).toList();
                for (Parameter parameter : layer.parameters()) {
                    same(old.stream().filter(each -> each.role() == parameter.role()).findFirst().orElseThrow().gradient(),
                            parameter.gradient());
                }
            }
            whole.restore(fused(fusion, parts.state(), whole.state()));
            same(parts.infer(inputs), whole.infer(inputs));
        }
    }

    private static Network network(Backend backend, Architecture architecture) {
        return new Network(backend,
                new NetworkSpec(architecture, DType.FLOAT64, NormalizationOptions.pytorch().withEps(0.2), BATCH, 3),
                Cpu.normalization("batch"));
    }

    private static void backward(Backend backend, Network network, Tensor inputs) {
        try (Tensor targets = backend.allocate(DType.FLOAT64, Shape.of(BATCH, 2));
                Tensor metrics = backend.allocate(DType.FLOAT64, Shape.of(2))) {
            backend.loss().compute(Loss.SQUARED, network.forward(inputs), targets, network.outputGradient(BATCH), metrics);
            network.backward(inputs, BackwardHook.STORE);
            assertTrue(network.parameters().stream().flatMap(parameter -> Arrays.stream(parameter.gradient().toDoubles()).boxed())
                    .anyMatch(gradient -> Math.abs(gradient) > 1e-3), "all gradients are near 0");
        }
    }

    /** The state of the parts by the names of the whole, as a reader takes it over: biases go into the running means. */
    private static Map<String, double[]> fused(Fusion fusion, Map<String, double[]> parts, Map<String, double[]> whole) {
        Map<String, double[]> state = new TreeMap<>();
        fusion.parts().forEach((name, from) -> {
            from.linear().ifPresent(linear -> {
                state.put(name + ".weights", parts.get(linear + ".weights"));
                if (whole.containsKey(name + ".bias")) {
                    state.put(name + ".bias", parts.get(linear + ".bias"));
                }
            });
            from.normalization().ifPresent(norm -> parts.forEach((array, values) -> {
                if (array.startsWith(norm + ".norm.")) {
                    state.put(name + array.substring(norm.length()), values);
                }
            }));
            if (from.linear().isPresent() && from.normalization().isPresent()) {
                double[] bias = parts.get(from.linear().get() + ".bias");
                double[] mean = state.get(name + ".norm.runningMean");
                Arrays.setAll(mean, k -> mean[k] - bias[k]);
            }
        });
        assertEquals(whole.keySet(), state.keySet());
        return state;
    }

    private static void same(Tensor expected, Tensor actual) {
        double[] values = expected.toDoubles();
        double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
        assertArrayEquals(values, actual.toDoubles(), ROUNDING * Math.max(1, largest));
    }
}
