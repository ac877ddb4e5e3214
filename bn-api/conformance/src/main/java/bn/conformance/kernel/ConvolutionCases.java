package bn.conformance.kernel;

import static bn.conformance.kernel.Geometry.axis;

import bn.api.Shape;
import bn.api.kernel.WindowAxis;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The convolutions that are checked, apart from random ones. */
final class ConvolutionCases {
    private static final WindowAxis ONE = axis(1, 1, 1, 0, 0);

    /** Windows, strides, dilations and paddings, with few channels. */
    private static final List<Geometry> GEOMETRIES = List.of(Geometry.square(Shape.of(1, 1, 1, 1), 1, 1, 0),
            Geometry.square(Shape.of(2, 3, 5, 4), 1, 1, 0), Geometry.square(Shape.of(2, 3, 8, 7), 1, 2, 0),
            Geometry.square(Shape.of(1, 1, 5, 5), 3, 1, 0), Geometry.square(Shape.of(2, 3, 7, 9), 3, 1, 1),
            Geometry.square(Shape.of(17, 2, 4, 4), 3, 1, 1), Geometry.square(Shape.of(2, 3, 8, 7), 3, 2, 1),
            // The last rows and columns are in no window, as are those between windows.
            Geometry.square(Shape.of(2, 3, 8, 8), 3, 3, 0), Geometry.square(Shape.of(2, 3, 9, 10), 2, 3, 0),
            Geometry.square(Shape.of(1, 3, 17, 15), 7, 2, 3),
            // Paddings that differ from side to side.
            Geometry.of(Shape.of(2, 3, 6, 6), axis(2, 1, 1, 0, 1), axis(2, 1, 1, 0, 1)),
            Geometry.of(Shape.of(2, 3, 6, 6), axis(2, 1, 1, 1, 0), axis(3, 2, 1, 0, 1)),
            Geometry.of(Shape.of(2, 3, 9, 7), axis(3, 2, 1, 1, 0), axis(3, 2, 1, 0, 2)),
            Geometry.of(Shape.of(2, 3, 9, 9), axis(3, 1, 2, 2, 2), axis(3, 1, 2, 2, 2)),
            Geometry.of(Shape.of(2, 3, 9, 9), axis(3, 2, 1, 0, 0), axis(2, 1, 3, 0, 0)),
            Geometry.of(Shape.of(2, 3, 11, 10), axis(3, 3, 2, 3, 1), axis(2, 2, 3, 0, 2)),
            // Windows of one row or column, and images of one row or column.
            Geometry.of(Shape.of(2, 3, 4, 9), ONE, axis(5, 1, 1, 2, 2)),
            Geometry.of(Shape.of(2, 3, 9, 4), axis(5, 2, 1, 2, 2), ONE),
            Geometry.of(Shape.of(2, 3, 1, 9), ONE, axis(3, 1, 1, 1, 1)),
            Geometry.of(Shape.of(2, 3, 9, 1), axis(3, 1, 1, 1, 1), ONE),
            // As large as the inputs, larger than the inputs without padding, and windows of padding alone.
            Geometry.of(Shape.of(3, 2, 4, 5), axis(4, 1, 1, 0, 0), axis(5, 1, 1, 0, 0)),
            Geometry.square(Shape.of(2, 2, 2, 3), 5, 1, 2), Geometry.square(Shape.of(1, 2, 3, 3), 1, 1, 2),
            Geometry.square(Shape.of(1, 2, 3, 2), 2, 2, 3));

    /** C, O and groups: around multiples of 8, 16 and 32, depthwise, and several outputs for each depthwise input. */
    private static final int[][] CHANNELS = {{1, 8, 1}, {8, 1, 1}, {7, 9, 1}, {15, 16, 1}, {16, 17, 1}, {17, 15, 1}, {31, 32, 1},
            {32, 33, 1}, {33, 31, 1}, {48, 16, 1}, {3, 48, 1}, {4, 6, 2}, {9, 6, 3}, {32, 32, 2}, {32, 64, 4}, {3, 3, 3},
            {16, 16, 16}, {17, 17, 17}, {33, 33, 33}, {48, 48, 48}, {5, 10, 5}, {16, 48, 16}};

    /** Many elements at once; the first are as those of residual networks. */
    private static final List<ConvolutionSizes> LARGE = List.of(
            new ConvolutionSizes(Geometry.square(Shape.of(2, 24, 14, 13), 3, 1, 1), 32, 1),
            // Enough channels and positions for algorithms that compute tiles of outputs (Winograd), also next to padding.
            new ConvolutionSizes(Geometry.square(Shape.of(5, 32, 18, 17), 3, 1, 1), 48, 1),
            new ConvolutionSizes(Geometry.of(Shape.of(3, 48, 19, 20), axis(3, 1, 1, 0, 1), axis(3, 1, 1, 1, 0)), 32, 1),
            new ConvolutionSizes(Geometry.square(Shape.of(2, 33, 14, 14), 1, 2, 0), 64, 1),
            new ConvolutionSizes(Geometry.square(Shape.of(1, 3, 65, 63), 3, 2, 1), 16, 1),
            new ConvolutionSizes(Geometry.square(Shape.of(3, 40, 28, 27), 5, 1, 2), 40, 40));

    private ConvolutionCases() {}

    static Stream<ConvolutionSizes> all() {
        Stream<ConvolutionSizes> geometries = GEOMETRIES.stream().map(geometry -> new ConvolutionSizes(geometry, 4, 1));
        Stream<ConvolutionSizes> channels = Stream.of(CHANNELS).flatMap(c -> IntStream.of(1, 2).mapToObj(
                stride -> new ConvolutionSizes(Geometry.square(Shape.of(2, c[0], 5, 6), 3, stride, 1), c[1], c[2])));
        Stream<ConvolutionSizes> positions = Stream.of(CHANNELS)
                .map(c -> new ConvolutionSizes(Geometry.square(Shape.of(2, c[0], 3, 5), 1, 1, 0), c[1], c[2]));
        return Stream.of(LARGE.stream(), geometries, channels, positions).flatMap(each -> each);
    }
}
