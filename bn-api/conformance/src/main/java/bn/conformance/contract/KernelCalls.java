package bn.conformance.contract;

import static bn.conformance.contract.Argument.read;
import static bn.conformance.contract.Argument.written;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.Loss;
import bn.api.kernel.Sgd;
import bn.api.kernel.VarianceEstimator;
import java.util.ArrayList;
import java.util.List;

/** One valid call of every kernel method that takes only tensors. Moments accumulators are tested separately. */
final class KernelCalls {
    private static final Sgd STEP = new Sgd(0.1, 0.9, 0.01);
    private static final double EPS = 1e-5;

    private KernelCalls() {}

    /**
     * All calls.
     *
     * @param backend its optional kernels are included
     * @param n number of rows
     * @param c number of channels or inputs
     * @param o number of units
     */
    static List<KernelCall> of(Backend backend, int n, int c, int o) {
        List<KernelCall> calls = new ArrayList<>(batchNorm(Shape.of(n, c, 2), Shape.of(c)));
        calls.addAll(dense(Shape.of(n, c), Shape.of(n, o), Shape.of(o, c), Shape.of(o)));
        calls.addAll(elementwise(Shape.of(n, c)));
        calls.addAll(OptionalKernelCalls.of(backend, n, c, o));
        calls.addAll(ImageKernelCalls.of(backend, n, o));
        return calls;
    }

    private static List<KernelCall> batchNorm(Shape x, Shape channels) {
        Argument gamma = read("gamma", channels);
        Argument beta = read("beta", channels);
        Argument mean = read("mean", channels);
        Argument variance = read("variance", channels);
        Activation relu = Activation.RELU;
        return List.of(
                new KernelCall("batch norm", "forward", List.of(read("x", x), gamma, beta, written("mean", channels),
                        written("variance", channels), written("y", x)),
                        (b, t) -> b.batchNorm().forward(t[0], affine(t, 1), EPS, relu, statistics(t, 3), t[5])),
                new KernelCall("batch norm", "infer", List.of(read("x", x), gamma, beta, mean, variance,
                        written("y", x).mayBe("x")),
                        (b, t) -> b.batchNorm().infer(t[0], affine(t, 1), EPS, relu, statistics(t, 3), t[5])),
                new KernelCall("batch norm", "backward", List.of(read("x", x), read("y", x), read("dy", x), gamma, beta, mean,
                        variance, written("dx", x).mayBe("dy"), written("gradient of gamma", channels),
                        written("gradient of beta", channels)),
                        (b, t) -> b.batchNorm().backward(t[0], t[1], t[2], affine(t, 3), EPS, relu, statistics(t, 5), t[7],
                                affine(t, 8))),
                new KernelCall("batch norm", "updateRunningStatistics", List.of(written("running mean", channels),
                        written("running variance", channels), read("batch mean", channels), read("batch variance", channels)),
                        (b, t) -> b.batchNorm().updateRunningStatistics(statistics(t, 0), statistics(t, 2), 0.25,
                                VarianceEstimator.UNBIASED, 12)));
    }

    private static List<KernelCall> dense(Shape x, Shape y, Shape weights, Shape bias) {
        return List.of(
                new KernelCall("dense", "forward", List.of(read("x", x), read("weights", weights), read("bias", bias).orNull(),
                        written("y", y)), (b, t) -> b.dense().forward(t[0], t[1], t[2], t[3])),
                new KernelCall("dense", "backwardInput", List.of(read("dy", y), read("weights", weights), written("dx", x)),
                        (b, t) -> b.dense().backwardInput(t[0], t[1], t[2])),
                new KernelCall("dense", "backwardParameters", List.of(read("x", x), read("dy", y), written("dWeights", weights),
                        written("dBias", bias).orNull()), (b, t) -> b.dense().backwardParameters(t[0], t[1], t[2], t[3])));
    }

    private static List<KernelCall> elementwise(Shape x) {
        List<KernelCall> calls = new ArrayList<>(List.of(
                new KernelCall("sgd", "update", List.of(written("parameter", x), read("gradient", x), written("velocity", x)),
                        (b, t) -> b.update().sgd(t[0], t[1], t[2], STEP))));
        for (Activation activation : List.of(Activation.RELU, Activation.SILU)) {
            calls.add(new KernelCall("activation", "forward of " + activation, List.of(read("x", x), written("y", x).mayBe("x")),
                    (b, t) -> b.activation().forward(activation, t[0], t[1])));
            calls.add(new KernelCall("activation", "backward of " + activation, List.of(read("saved", x), read("dy", x),
                    written("dx", x).mayBe("dy")), (b, t) -> b.activation().backward(activation, t[0], t[1], t[2])));
        }
        for (Loss loss : Loss.values()) {
            calls.add(new KernelCall("loss", loss.toString(), List.of(read("z", x), read("targets", x),
                    written("dz", x).mayBe("z").orNull(), written("metrics", Shape.of(2))),
                    (b, t) -> b.loss().compute(loss, t[0], t[1], t[2], t[3])));
        }
        return calls;
    }

    private static AffineParameters affine(Tensor[] tensors, int from) {
        return new AffineParameters(tensors[from], tensors[from + 1]);
    }

    private static ChannelStatistics statistics(Tensor[] tensors, int from) {
        return new ChannelStatistics(tensors[from], tensors[from + 1]);
    }
}
