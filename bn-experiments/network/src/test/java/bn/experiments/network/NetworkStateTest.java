package bn.experiments.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.norm.Normalization;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.NormalizationSpec;
import bn.experiments.architecture.Architecture;
import bn.experiments.testing.Cpu;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NetworkStateTest {
    private static final int BATCH = 6;
    /** Two nodes whose names are those of normalizations' arrays, but for what follows. */
    private static final Architecture ARCHITECTURE = Architecture.parse(
            "input 4; a: fully connected 3, normalization eps 0.25; a.norm: fully connected 3, normalization, relu; "
                    + "a.norm.norm: normalization; a.norm.gamma: fully connected 2");

    private static Network network(Backend backend, NormalizationProvider normalization, long seed) {
        return new Network(backend, new NetworkSpec(ARCHITECTURE, DType.FLOAT64, NormalizationOptions.pytorch(), BATCH, seed),
                normalization);
    }

    @Test
    void namesWithNormAreThoseOfNodesOrOfArrays() {
        try (Backend backend = Cpu.open();
                Network one = network(backend, Cpu.normalization("batch"), 1);
                Network other = network(backend, Cpu.normalization("batch"), 2);
                Tensor inputs = backend.allocate(DType.FLOAT64, one.inputs(BATCH))) {
            SplittableRandom random = new SplittableRandom(1);
            inputs.upload(random.doubles(BATCH * 4, -1, 1).toArray(), 0);
            one.parameters().forEach(parameter -> parameter.value()
                    .upload(random.doubles(parameter.value().shape().elements(), 0.5, 1).toArray(), 0));
            one.forward(inputs);
            // Three linear maps, one with a bias, and three normalizations of five arrays.
            assertEquals(3 + 1 + 3 * 5, one.state().size());
            double[] expected = one.infer(inputs).toDoubles();
            assertFalse(Arrays.equals(expected, other.infer(inputs).toDoubles()));
            other.restore(one.state());
            assertArrayEquals(expected, other.infer(inputs).toDoubles());
        }
    }

    @Test
    void aLayerHasItsOwnEps() {
        try (Backend backend = Cpu.open(); Network network = network(backend, Cpu.normalization("batch"), 1)) {
            assertEquals(0.25, network.layers().get(0).normalization().flatMap(Normalization::statistics).orElseThrow().eps());
            assertEquals(1e-5, network.layers().get(1).normalization().flatMap(Normalization::statistics).orElseThrow().eps());
        }
    }

    /** A normalization of which nothing is known but that one of its arrays has this name. */
    private record Stateful(String array) implements NormalizationProvider {

        @Override
        public String name() {
            return "stateful";
        }

        @Override
        public String description() {
            return "batch norm with an array more";
        }

        @Override
        public Normalization create(Backend backend, NormalizationSpec spec) {
            Normalization batch = Cpu.normalization("batch").create(backend, spec);
            return (Normalization) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Normalization.class},
                    (proxy, method, arguments) -> {
                        Object result = method.invoke(batch, arguments);
                        if (!method.getName().equals("state")) {
                            return result;
                        }
                        Map<Object, Object> more = new TreeMap<>((Map<?, ?>) result);
                        more.put(array, new double[1]);
                        return more;
                    });
        }
    }

    @Test
    void twoArraysWithOneNameAreRefused() {
        try (Backend backend = Cpu.open()) {
            network(backend, new Stateful("count"), 1).close();
            for (String array : new String[] {"weights", "norm.gamma", "gamma.bias"}) {
                String message = assertThrows(InvalidRequestException.class, () -> network(backend, new Stateful(array), 1))
                        .getMessage();
                assertEquals("node 'a.norm" + (array.equals("gamma.bias") ? ".gamma" : "")
                        + "' and another one both have an array with the name 'a.norm." + array
                        + "' in a checkpoint; give it another name", message);
            }
        }
    }
}
