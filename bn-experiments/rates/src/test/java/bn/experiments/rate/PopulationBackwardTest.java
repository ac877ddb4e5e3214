package bn.experiments.rate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.ElementwiseKernel;
import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.testing.Cpu;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The backward pass with given sums, on a backend with a kernel for sums and on one without, against its formula. */
class PopulationBackwardTest {
    private static final int COUNT = 3;
    private static final double EPS = 0.1;

    @Test
    void kernelsAndHostComputeTheFormula() {
        try (Backend backend = Cpu.open();
                Network network = new Network(backend, new NetworkSpec(
                        Architecture.parse("input 2x4x5; conv: convolution 4 1x1, normalization, relu; "
                                + "pool: global average; out: fully connected 3"),
                        DType.FLOAT64, NormalizationOptions.pytorch().withEps(EPS), COUNT + 1, 1), Cpu.normalization("batch"))) {
            Layer layer = network.normalizedLayers().get(0);
            SplittableRandom random = new SplittableRandom(3);
            double[] gamma = random.doubles(4, -1, 1).toArray();
            layer.normalization().flatMap(Normalization::gamma).orElseThrow().value().upload(gamma, 0);
            PopulationStatistics statistics = new PopulationStatistics(random.doubles(4, -1, 1).toArray(),
                    random.doubles(4, 0, 1).toArray(), EPS);
            BatchStatistics place = layer.normalization().flatMap(Normalization::statistics).orElseThrow();
            place.running().mean().upload(statistics.mean(), 0);
            place.running().variance().upload(statistics.variance(), 0);
            LayerGradients all = new LayerGradients(random.doubles(4, -1, 1).toArray(), random.doubles(4, -1, 1).toArray(),
                    Optional.empty());
            double[] u = random.doubles(COUNT * 4 * 20, -2, 2).toArray();
            double[] dz = random.doubles(u.length, -1, 1).toArray();
            double[] expected = new double[u.length];
            for (int i = 0; i < u.length; i++) {
                int k = i / 20 % 4;
                double s = Math.sqrt(statistics.variance()[k] + EPS);
                double x = (u[i] - statistics.mean()[k]) / s;
                expected[i] = gamma[k] / s * (dz[i] - (all.beta()[k] + x * all.gamma()[k]) / (COUNT * 20));
            }
            assertTrue(backend.optional(ElementwiseKernel.class).isPresent());
            for (Backend each : new Backend[] {backend, withoutOptionalKernels(backend)}) {
                Shape shape = Shape.of(COUNT, 4, 4, 5);
                try (Tensor inputs = backend.allocate(DType.FLOAT64, shape);
                        Tensor gradient = backend.allocate(DType.FLOAT64, shape);
                        PopulationBackward backward = new PopulationBackward(each, DType.FLOAT64, COUNT + 1,
                                Map.of(layer, statistics), Map.of(layer, all))) {
                    inputs.upload(u, 0);
                    // The first block has another size, and so other coefficients.
                    gradient.upload(dz, 0);
                    backward.apply(layer, inputs.rows(0, 2), gradient.rows(0, 2), gradient.rows(0, 2));
                    gradient.upload(dz, 0);
                    backward.apply(layer, inputs, gradient, gradient);
                    assertArrayEquals(expected, gradient.toDoubles(), 1e-14);
                    assertArrayEquals(u, inputs.toDoubles());
                }
            }
        }
    }

    /** A constant unit with eps 0 passes no gradient. */
    @Test
    void aUnitWithoutDeviationPassesNothing() {
        try (Backend backend = Cpu.open();
                Network network = new Network(backend, new NetworkSpec(Architecture.parse("2-1-3"), DType.FLOAT64,
                        NormalizationOptions.pytorch().withEps(0), 2, 1), Cpu.normalization("batch"))) {
            Layer layer = network.normalizedLayers().get(0);
            layer.normalization().flatMap(Normalization::statistics).orElseThrow().running().variance().upload(new double[1], 0);
            PopulationStatistics statistics = new PopulationStatistics(new double[1], new double[1], 0);
            LayerGradients all = new LayerGradients(new double[] {1}, new double[] {1}, Optional.empty());
            for (Backend each : new Backend[] {backend, withoutOptionalKernels(backend)}) {
                try (Tensor u = backend.allocate(DType.FLOAT64, Shape.of(2, 1));
                        Tensor dz = backend.allocate(DType.FLOAT64, Shape.of(2, 1));
                        PopulationBackward backward = new PopulationBackward(each, DType.FLOAT64, 2, Map.of(layer, statistics),
                                Map.of(layer, all))) {
                    dz.upload(new double[] {1, -2}, 0);
                    backward.apply(layer, u, dz, dz);
                    for (double value : dz.toDoubles()) {
                        assertEquals(0, value, 0);
                    }
                }
            }
        }
    }

    private static Backend withoutOptionalKernels(Backend backend) {
        return (Backend) Proxy.newProxyInstance(Backend.class.getClassLoader(), new Class<?>[] {Backend.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("optional")) {
                        return Optional.empty();
                    }
                    try {
                        return method.invoke(backend, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
