package bn.conformance.contract;

import static bn.conformance.contract.Argument.read;
import static bn.conformance.contract.Argument.written;

import bn.api.Shape;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.Adam;
import bn.api.kernel.AdamKernel;
import bn.api.kernel.CopyKernel;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.ElementwiseKernel;
import bn.api.kernel.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One valid call of every method of the optional kernels that a backend has, apart from convolutions and poolings. */
final class OptionalKernelCalls {

    /** Channels of images. */
    private static final int CHANNELS = 10;

    private OptionalKernelCalls() {}

    /** For n rows, c channels or inputs, and o units. */
    static List<KernelCall> of(Backend backend, int n, int c, int o) {
        List<KernelCall> calls = new ArrayList<>();
        if (backend.optional(DenseUpdateKernel.class).isPresent()) {
            calls.add(denseUpdate(n, c, o));
        }
        if (backend.optional(AdamKernel.class).isPresent()) {
            calls.add(adam(Shape.of(n, c)));
        }
        if (backend.optional(ElementwiseKernel.class).isPresent()) {
            calls.addAll(elementwise(Shape.of(n, CHANNELS, 3, 2), Shape.of(n, CHANNELS)));
        }
        if (backend.optional(CopyKernel.class).isPresent()) {
            calls.addAll(copies(n));
        }
        return calls;
    }

    /** An optional kernel, as a function of the backend. */
    static <K> Function<Backend, K> kernel(Class<K> type) {
        return backend -> backend.optional(type).orElseThrow();
    }

    private static KernelCall denseUpdate(int n, int c, int o) {
        Function<Backend, DenseUpdateKernel> kernel = kernel(DenseUpdateKernel.class);
        Sgd step = new Sgd(0.1, 0.9, 0.01);
        return new KernelCall("dense", "update", List.of(read("x", Shape.of(n, c)), read("dy", Shape.of(n, o)),
                written("weights", Shape.of(o, c)), written("velocity", Shape.of(o, c)), written("dBias", Shape.of(o)).orNull()),
                (b, t) -> kernel.apply(b).update(t[0], t[1], t[2], t[3], step, t[4]));
    }

    private static KernelCall adam(Shape shape) {
        Function<Backend, AdamKernel> kernel = kernel(AdamKernel.class);
        Adam step = new Adam(0.01, 0.9, 0.999, 1e-8, 0.1, false);
        return new KernelCall("adam", "update", List.of(written("parameter", shape), read("gradient", shape),
                written("mean", shape), written("variance", shape)),
                (b, t) -> kernel.apply(b).adam(t[0], t[1], t[2], t[3], step, 3));
    }

    private static List<KernelCall> elementwise(Shape x, Shape channels) {
        Function<Backend, ElementwiseKernel> kernel = kernel(ElementwiseKernel.class);
        return List.of(
                new KernelCall("addition", "", List.of(read("a", x), read("b", x), written("y", x).mayBe("a", "b")),
                        (b, t) -> kernel.apply(b).add(t[0], t[1], Activation.RELU, t[2])),
                new KernelCall("multiplication", "", List.of(read("a", x), read("b", x), written("y", x).mayBe("a", "b")),
                        (b, t) -> kernel.apply(b).multiply(t[0], t[1], t[2])),
                new KernelCall("scaling of channels", "forward", List.of(read("x", x), read("factors", channels),
                        written("y", x).mayBe("x")), (b, t) -> kernel.apply(b).scaleChannels(t[0], t[1], t[2])),
                new KernelCall("scaling of channels", "backward", List.of(read("x", x), read("dy", x),
                        written("dFactors", channels)), (b, t) -> kernel.apply(b).scaleChannelsBackward(t[0], t[1], t[2])));
    }

    private static List<KernelCall> copies(int n) {
        Function<Backend, CopyKernel> kernel = kernel(CopyKernel.class);
        Shape x = Shape.of(n, CHANNELS, 3, 2);
        Shape larger = Shape.of(n, CHANNELS, 4, 5);
        return List.of(
                new KernelCall("fill", "", List.of(written("y", x)), (b, t) -> kernel.apply(b).fill(0.5, t[0])),
                new KernelCall("reshape", "", List.of(read("x", x), written("y", Shape.of(n, 6 * CHANNELS))),
                        (b, t) -> kernel.apply(b).reshape(t[0], t[1])),
                new KernelCall("copy of channels", "", List.of(read("x", x), written("y", Shape.of(n, CHANNELS + 2, 3, 2))),
                        (b, t) -> kernel.apply(b).copyChannels(t[0], 1, CHANNELS - 1, t[1], 2)),
                new KernelCall("padding", "", List.of(read("x", x), written("y", larger)),
                        (b, t) -> kernel.apply(b).pad(t[0], 1, 2, t[1])),
                new KernelCall("cropping", "", List.of(read("x", larger), written("y", x)),
                        (b, t) -> kernel.apply(b).crop(t[0], 0, 1, t[1])));
    }
}
