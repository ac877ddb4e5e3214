package bn.conformance.contract;

import static bn.conformance.contract.Argument.read;
import static bn.conformance.contract.Argument.written;

import bn.api.Shape;
import bn.api.backend.Backend;
import bn.api.kernel.Convolution;
import bn.api.kernel.ConvolutionKernel;
import bn.api.kernel.Pooling;
import bn.api.kernel.PoolingKernel;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One valid call of every method of convolutions and poolings, if the backend has them. */
final class ImageKernelCalls {
    /** Channels, height and width; an output has the same height and width. */
    private static final int CHANNELS = 3;
    private static final int HEIGHT = 2;
    private static final int WIDTH = 3;
    static final Window WINDOW = new Window(new WindowAxis(2, 1, 1, 1, 0), new WindowAxis(2, 1, 1, 0, 1));

    private ImageKernelCalls() {}

    /** For n images and o output channels. */
    static List<KernelCall> of(Backend backend, int n, int o) {
        List<KernelCall> calls = new ArrayList<>();
        if (backend.optional(ConvolutionKernel.class).isPresent()) {
            calls.addAll(convolution(new Convolution(WINDOW, 1), images(n), Shape.of(n, o, HEIGHT, WIDTH),
                    Shape.of(o, CHANNELS, 2, 2)));
        }
        if (backend.optional(PoolingKernel.class).isPresent()) {
            calls.addAll(pooling(WINDOW, images(n), images(n)));
            calls.addAll(globalAverage(images(n), Shape.of(n, CHANNELS)));
        }
        return calls;
    }

    /** Multiply-adds of all calls for n images and o output channels. */
    static long work(int n, int o) {
        return 4L * (3 * o + 2) * images(n).elements();
    }

    private static Shape images(int n) {
        return Shape.of(n, CHANNELS, HEIGHT, WIDTH);
    }

    /** The three passes; also for arguments that do not fit together. */
    static List<KernelCall> convolution(Convolution convolution, Shape x, Shape y, Shape weights) {
        Function<Backend, ConvolutionKernel> kernel = OptionalKernelCalls.kernel(ConvolutionKernel.class);
        Shape bias = Shape.of(weights.size(0));
        return List.of(
                new KernelCall("convolution", "forward", List.of(read("x", x), read("weights", weights),
                        read("bias", bias).orNull(), written("y", y)),
                        (b, t) -> kernel.apply(b).forward(convolution, t[0], t[1], t[2], t[3])),
                new KernelCall("convolution", "backwardInput", List.of(read("dy", y), read("weights", weights),
                        written("dx", x)), (b, t) -> kernel.apply(b).backwardInput(convolution, t[0], t[1], t[2])),
                new KernelCall("convolution", "backwardParameters", List.of(read("x", x), read("dy", y),
                        written("dWeights", weights), written("dBias", bias).orNull()),
                        (b, t) -> kernel.apply(b).backwardParameters(convolution, t[0], t[1], t[2], t[3])));
    }

    /** Both passes of a maximum, which reads all arguments; also for arguments that do not fit together. */
    static List<KernelCall> pooling(Window window, Shape x, Shape y) {
        Function<Backend, PoolingKernel> kernel = OptionalKernelCalls.kernel(PoolingKernel.class);
        return List.of(
                new KernelCall("pooling", "forward", List.of(read("x", x), written("y", y)),
                        (b, t) -> kernel.apply(b).forward(Pooling.MAX, window, t[0], t[1])),
                new KernelCall("pooling", "backward", List.of(read("x", x), read("y", y), read("dy", y), written("dx", x)),
                        (b, t) -> kernel.apply(b).backward(Pooling.MAX, window, t[0], t[1], t[2], t[3])));
    }

    /** Both passes; also for arguments that do not fit together. */
    static List<KernelCall> globalAverage(Shape x, Shape y) {
        Function<Backend, PoolingKernel> kernel = OptionalKernelCalls.kernel(PoolingKernel.class);
        return List.of(
                new KernelCall("global average", "forward", List.of(read("x", x), written("y", y)),
                        (b, t) -> kernel.apply(b).globalAverage(t[0], t[1])),
                new KernelCall("global average", "backward", List.of(read("dy", y), written("dx", x)),
                        (b, t) -> kernel.apply(b).globalAverageBackward(t[0], t[1])));
    }
}
