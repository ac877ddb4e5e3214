package bn.conformance.contract;

import static bn.conformance.contract.Argument.read;
import static bn.conformance.contract.Argument.written;

import bn.api.Shape;
import bn.api.backend.Backend;
import bn.api.kernel.Convolution;
import bn.api.kernel.ConvolutionKernel;
import bn.api.kernel.CopyKernel;
import bn.api.kernel.PoolingKernel;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Fixture;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Windows, groups, channels and parts of images that do not fit the tensors of the optional kernels that a backend has. */
final class GeometryChecks {
    private static final Window WINDOW = ImageKernelCalls.WINDOW;
    private static final Shape IMAGES = Shape.of(2, 4, 5, 6);
    private static final int MANY = Integer.MAX_VALUE;

    private GeometryChecks() {}

    static Stream<DynamicNode> of(BackendUnderTest underTest) {
        return Stream.of(convolutions(underTest), poolings(underTest), copies(underTest)).flatMap(each -> each);
    }

    /** The checks of an optional kernel; none if the backend does not have it, as its other checks say. */
    private static Stream<DynamicNode> check(BackendUnderTest underTest, Class<?> kernel, String what, List<KernelCall> calls) {
        return underTest.backend().optional(kernel).isEmpty() ? Stream.empty()
                : Stream.of(underTest.test(what, 0, fixture -> calls.forEach(call -> rejected(fixture, call))));
    }

    /** The message may name any argument, a tensor or not. */
    private static void rejected(Fixture fixture, KernelCall call) {
        List<String> names = Stream.concat(call.names().stream(), Stream.of("window", "groups", "count")).toList();
        Rejection.assertRejected(IllegalArgumentException.class, fixture, call, call.tensors(fixture), names);
    }

    private static Stream<DynamicNode> convolutions(BackendUnderTest underTest) {
        Convolution grouped = new Convolution(WINDOW, 2);
        Convolution plain = new Convolution(WINDOW, 1);
        Convolution large = new Convolution(new Window(new WindowAxis(7, 1, 1, 1, 0), WINDOW.horizontal()), 1);
        Shape y = Shape.of(2, 8, 5, 6);
        Shape weights = Shape.of(8, 4, 2, 2);
        return Stream.of(
                convolution(underTest, "groups that do not divide the inputs", grouped, Shape.of(2, 5, 5, 6), y,
                        Shape.of(8, 2, 2, 2)),
                convolution(underTest, "groups that do not divide the outputs", grouped, IMAGES, Shape.of(2, 7, 5, 6),
                        Shape.of(7, 2, 2, 2)),
                convolution(underTest, "weights without groups", grouped, IMAGES, y, weights),
                convolution(underTest, "weights of another window", plain, IMAGES, y, Shape.of(8, 4, 2, 3)),
                convolution(underTest, "a window larger than the inputs", large, IMAGES, y, Shape.of(8, 4, 7, 2)),
                convolution(underTest, "outputs of another size", plain, IMAGES, Shape.of(2, 8, 5, 7), weights),
                convolution(underTest, "images without a height", plain, Shape.of(2, 4, 30), Shape.of(2, 8, 30), weights))
                .flatMap(each -> each);
    }

    private static Stream<DynamicNode> convolution(BackendUnderTest underTest, String what, Convolution convolution, Shape x,
            Shape y, Shape weights) {
        return check(underTest, ConvolutionKernel.class, "convolution rejects " + what,
                ImageKernelCalls.convolution(convolution, x, y, weights));
    }

    private static Stream<DynamicNode> poolings(BackendUnderTest underTest) {
        WindowAxis three = new WindowAxis(2, 1, 2, 0, 0);
        Stream<Window> padded = Stream.of(new WindowAxis(2, 1, 2, 3, 0), new WindowAxis(2, 1, 2, 0, 3))
                .flatMap(axis -> Stream.of(new Window(axis, three), new Window(three, axis)));
        Stream<KernelCall> paddings = padded.flatMap(
                window -> ImageKernelCalls.pooling(window, IMAGES, window.outputs(IMAGES, 4)).stream());
        Window large = new Window(WINDOW.vertical(), new WindowAxis(8, 1, 1, 0, 1));
        // Two elements 3 apart over a height of 1: those of the first output are at -2 and 1.
        Window apart = new Window(new WindowAxis(2, 1, 3, 2, 2), new WindowAxis(1, 1, 1, 0, 0));
        return Stream.of(
                check(underTest, PoolingKernel.class, "pooling rejects a padding of the reach of the window", paddings.toList()),
                check(underTest, PoolingKernel.class, "pooling rejects a window of padding alone",
                        ImageKernelCalls.pooling(apart, Shape.of(2, 4, 1, 6), Shape.of(2, 4, 2, 6))),
                check(underTest, PoolingKernel.class, "pooling rejects a window larger than the inputs",
                        ImageKernelCalls.pooling(large, IMAGES, Shape.of(2, 4, 5, 1))),
                check(underTest, PoolingKernel.class, "pooling rejects outputs of another size or channels", Stream.of(
                        ImageKernelCalls.pooling(WINDOW, IMAGES, Shape.of(2, 4, 5, 5)),
                        ImageKernelCalls.pooling(WINDOW, IMAGES, Shape.of(2, 3, 5, 6)),
                        ImageKernelCalls.globalAverage(IMAGES, Shape.of(2, 3))).flatMap(List::stream).toList()))
                .flatMap(each -> each);
    }

    private static Stream<DynamicNode> copies(BackendUnderTest underTest) {
        Shape larger = Shape.of(2, 5, 5, 6);
        int[][] ranges = {{-1, 1, 0}, {0, 0, 0}, {0, -1, 0}, {3, 2, 0}, {4, 1, 0}, {0, 1, 5}, {0, 1, -1}, {0, 4, 2}, {0, MANY, 0},
                {MANY, 1, 0}, {1, MANY, 0}, {0, 1, MANY}};
        Stream<KernelCall> channels = Stream.concat(
                Stream.of(ranges).map(range -> channels(IMAGES, range[0], range[1], larger, range[2])),
                Stream.of(channels(IMAGES, 0, 1, Shape.of(2, 5, 6, 5), 0), channels(IMAGES, 0, 1, Shape.of(2, 5), 0),
                        channels(Shape.of(2, 4, 30), 0, 1, Shape.of(2, 5, 30), 0)));
        int[][] offsets = {{-1, 0}, {0, -1}, {2, 0}, {0, 3}, {MANY, 0}, {0, MANY}};
        Stream<KernelCall> parts = Stream.concat(
                Stream.of(offsets).flatMap(at -> parts(IMAGES, at[0], at[1], Shape.of(2, 4, 6, 8))),
                parts(IMAGES, 0, 0, Shape.of(2, 5, 6, 8)));
        return Stream.of(
                check(underTest, CopyKernel.class, "copy of channels rejects channels that are not there", channels.toList()),
                check(underTest, CopyKernel.class, "padding and cropping reject parts that do not fit", parts.toList()),
                check(underTest, CopyKernel.class, "reshape rejects other numbers of rows and elements",
                        List.of(reshape(Shape.of(3, 10)), reshape(Shape.of(2, 9)), reshape(Shape.of(10, 3)))))
                .flatMap(each -> each);
    }

    private static KernelCall channels(Shape x, int from, int count, Shape y, int to) {
        Function<Backend, CopyKernel> kernel = OptionalKernelCalls.kernel(CopyKernel.class);
        return new KernelCall("copy of channels", "", List.of(read("x", x), written("y", y)),
                (b, t) -> kernel.apply(b).copyChannels(t[0], from, count, t[1], to));
    }

    /** The smaller images as a part of the larger ones. */
    private static Stream<KernelCall> parts(Shape smaller, int top, int left, Shape larger) {
        Function<Backend, CopyKernel> kernel = OptionalKernelCalls.kernel(CopyKernel.class);
        return Stream.of(
                new KernelCall("padding", "", List.of(read("x", smaller), written("y", larger)),
                        (b, t) -> kernel.apply(b).pad(t[0], top, left, t[1])),
                new KernelCall("cropping", "", List.of(read("x", larger), written("y", smaller)),
                        (b, t) -> kernel.apply(b).crop(t[0], top, left, t[1])));
    }

    /** Of 2 rows of 15 elements. */
    private static KernelCall reshape(Shape y) {
        Function<Backend, CopyKernel> kernel = OptionalKernelCalls.kernel(CopyKernel.class);
        return new KernelCall("reshape", "", List.of(read("x", Shape.of(2, 15)), written("y", y)),
                (b, t) -> kernel.apply(b).reshape(t[0], t[1]));
    }
}
