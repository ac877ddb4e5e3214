package bn.experiments.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.backend.Backend;
import bn.api.kernel.AdamKernel;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.Parameter;
import bn.experiments.architecture.Architecture;
import bn.experiments.testing.Cpu;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdamOptimizerTest {
    private static final WeightDecay DECAY = new WeightDecay(0.1, 0.4, 0.2, 0.3, 0.5);
    private static final int STEPS = 5;
    /**
     * Five steps whose errors are at most 16 u times terms of together at most 1.5, and 5 % of those of the quotient (the Javadoc
     * of Backend), with u = 1.1e-16.
     */
    private static final double TOLERANCE = 2e-14;

    /**
     * The parameters of a network 2-2-2 after five steps. PyTorch 1.13 prints these figures:
     *
     * <pre>
     * import math, torch
     * torch.set_default_dtype(torch.float64)
     * for cls in (torch.optim.Adam, torch.optim.AdamW):
     *     ps, k = [], 0
     *     for shape in [(2, 2), (2,), (2,), (2, 2), (2,)]:  # weights, gamma, beta, weights, bias
     *         n = math.prod(shape)
     *         ps.append(torch.nn.Parameter(torch.tensor([math.cos(k + i) for i in range(n)]).reshape(shape)))
     *         k += n
     *     opt = cls([dict(params=[p], weight_decay=d) for p, d in zip(ps, [0.1, 0.2, 0.3, 0.4, 0.5])], betas=(0.8, 0.95), eps=1e-3)
     *     for step in range(5):
     *         k = 0
     *         for group, p in zip(opt.param_groups, ps):
     *             group['lr'] = 0.05 / (step + 1)
     *             p.grad = torch.tensor([math.sin(3 * (k + i) + step) for i in range(p.numel())]).reshape(p.shape)
     *             k += p.numel()
     *         opt.step()
     *     print(torch.cat([p.detach().flatten() for p in ps]).tolist())
     * </pre>
     */
    private static final Map<Boolean, double[]> PYTORCH = Map.of(
            false, new double[] {0.9010623094502265, 0.5294470391924491, -0.4004440568458189, -1.0015081641211359,
                    -0.6139598241639778, 0.24295169441179246, 0.9793273663320853, 0.6876096091035373, -0.0854219502185277,
                    -0.9487769018298918, -0.7553562582583455, -0.06725959528640876, 0.8969641692486893, 0.8121495256669456},
            true, new double[] {0.9432935582121743, 0.5269998975960941, -0.39907419423539275, -0.9979816854285943,
                    -0.6117201575371566, 0.24168351637443675, 0.9708009877739077, 0.6782670536263647, -0.08301294222072374,
                    -0.9316820757999584, -0.7348774468441661, -0.06687151233210437, 0.8715626826779226, 0.77793244105514});

    private static AdamOptions options(boolean decoupled) {
        return new AdamOptions(0.05, 0.8, 0.95, 1e-3, decoupled, DECAY);
    }

    private static Network network(Backend backend) {
        return new Network(backend, new NetworkSpec(Architecture.parse("2-2-2"), DType.FLOAT64, NormalizationOptions.pytorch(), 2,
                1), Cpu.normalization("batch"));
    }

    private static void start(Network network) {
        int k = 0;
        for (Parameter parameter : network.parameters()) {
            int from = k;
            int n = (int) parameter.value().shape().elements();
            parameter.value().upload(IntStream.range(0, n).mapToDouble(i -> Math.cos(from + i)).toArray(), 0);
            k += n;
        }
    }

    private static void step(Network network, Optimizer optimizer, int step) {
        int k = 0;
        for (Parameter parameter : network.parameters()) {
            int from = k;
            int n = (int) parameter.value().shape().elements();
            parameter.gradient().upload(IntStream.range(0, n).mapToDouble(i -> Math.sin(3 * (from + i) + step)).toArray(), 0);
            k += n;
        }
        optimizer.setLearningRateFactor(1.0 / (step + 1));
        optimizer.step();
    }

    private static double[] values(Network network) {
        return network.parameters().stream().flatMapToDouble(parameter -> Arrays.stream(parameter.value().toDoubles())).toArray();
    }

    @Test
    void theParametersAreThoseOfPyTorch() {
        PYTORCH.forEach((decoupled, expected) -> {
            try (Backend backend = Cpu.open();
                    Network network = network(backend);
                    Optimizer optimizer = options(decoupled).optimizer(backend, network)) {
                start(network);
                IntStream.range(0, STEPS).forEach(step -> step(network, optimizer, step));
                assertArrayEquals(expected, values(network), TOLERANCE, "decoupled: " + decoupled);
            }
        });
    }

    @Test
    void aRestoredOptimizerGoesOnWithTheSameBits() {
        try (Backend backend = Cpu.open();
                Network whole = network(backend);
                Network parts = network(backend);
                Optimizer first = options(true).optimizer(backend, whole);
                Optimizer before = options(true).optimizer(backend, parts);
                Optimizer after = options(true).optimizer(backend, parts)) {
            start(whole);
            start(parts);
            for (int step = 0; step < STEPS; step++) {
                step(whole, first, step);
                step(parts, step < 2 ? before : after, step);
                if (step == 1) {
                    after.restore(before.state());
                }
            }
            assertArrayEquals(values(whole), values(parts));
            assertEquals(first.state().keySet(), after.state().keySet());
            assertEquals(STEPS, after.state().get(OptimizerState.ADAM_STEPS)[0]);
        }
    }

    @Test
    void aBackendWithoutAdamIsRefused() {
        try (Backend backend = Cpu.open(); Network network = network(backend)) {
            Backend other = (Backend) Proxy.newProxyInstance(Backend.class.getClassLoader(), new Class<?>[] {Backend.class},
                    (proxy, method, arguments) -> method.getName().equals("optional") && arguments[0] == AdamKernel.class
                            ? Optional.empty() : method.invoke(backend, arguments));
            InvalidRequestException e = assertThrows(InvalidRequestException.class,
                    () -> options(false).optimizer(other, network));
            assertEquals("backend 'cpu' has no AdamKernel, which Adam needs; use another backend", e.getMessage());
        }
    }
}
