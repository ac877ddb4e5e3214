package bn.conformance.kernel;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.CopyKernel;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Closeness;
import bn.conformance.check.Fixture;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Copies, if the backend has them, which must be exact and leave alone what they do not write. */
public final class CopyChecks {
    private static final double[] VALUES = {0, 0.1, -3, Double.NaN, Double.NEGATIVE_INFINITY};
    /** Spatial sizes and channels around multiples of 16; without spatial axes too. */
    private static final List<Shape> SHAPES = List.of(Shape.of(1, 1, 1, 1), Shape.of(2, 3, 4, 5), Shape.of(3, 17, 5, 7),
            Shape.of(2, 33, 8, 8), Shape.of(5, 4, 1, 17), Shape.of(2, 48, 3, 1), Shape.of(1, 8, 65, 63), Shape.of(3, 5),
            Shape.of(130, 33));

    private CopyChecks() {}

    /** All checks. */
    public static Stream<DynamicNode> of(BackendUnderTest underTest) {
        return underTest.optional(CopyKernel.class, () -> SHAPES.stream().flatMap(shape -> checks(underTest, shape)));
    }

    private static Stream<DynamicNode> checks(BackendUnderTest underTest, Shape shape) {
        Stream<DynamicNode> any = Stream.of(check(underTest, "fill", shape, CopyChecks::fill),
                check(underTest, "reshape", shape, CopyChecks::reshape),
                check(underTest, "copy of channels", shape, CopyChecks::channels));
        return shape.rank() < 4 ? any : Stream.concat(any, Stream.of(check(underTest, "padding", shape, CopyChecks::pad),
                check(underTest, "cropping", shape, CopyChecks::crop)));
    }

    /** The check of a shape; that of few elements in views. */
    private static DynamicNode check(BackendUnderTest underTest, String what, Shape shape, BiConsumer<Fixture, Shape> check) {
        String name = what + ", " + shape;
        boolean inViews = shape.size(0) == 3;
        return inViews ? underTest.testInViews(name, 3 * shape.elements(), fixture -> check.accept(fixture, shape))
                : underTest.test(name, 3 * shape.elements(), fixture -> check.accept(fixture, shape));
    }

    /** A copy on a backend: returns what is written. */
    private interface Copy {
        double[] on(CopyKernel kernel, Fixture fixture);
    }

    private static void compare(Fixture fixture, String what, Copy copy) {
        Fixture reference = Fixture.reference();
        double[] expected = copy.on(reference.backend().optional(CopyKernel.class).orElseThrow(), reference);
        Closeness.assertSame(expected, copy.on(fixture.backend().optional(CopyKernel.class).orElseThrow(), fixture), what);
    }

    private static void fill(Fixture fixture, Shape shape) {
        for (double value : VALUES) {
            double[] expected = new double[(int) shape.elements()];
            Arrays.fill(expected, fixture.round(value));
            Tensor y = fixture.tensor(shape, new double[expected.length]);
            fixture.backend().optional(CopyKernel.class).orElseThrow().fill(value, y);
            Closeness.assertSame(expected, y.toDoubles(), "filled with " + value);
        }
    }

    /** To one row for each example, and to an axis more. */
    private static void reshape(Fixture fixture, Shape shape) {
        double[] x = fixture.normal(shape.elements(), 0, 1, 1);
        int width = (int) shape.rowElements();
        for (Shape to : List.of(Shape.of(shape.size(0), width), Shape.of(shape.size(0), width, 1))) {
            compare(fixture, "reshaped to " + to, (kernel, f) -> {
                Tensor y = f.blank(to);
                kernel.reshape(f.tensor(shape, x), y);
                return y.toDoubles();
            });
        }
    }

    /** All channels, one channel, and the first and the last ones, to the first and the last channels of a larger tensor. */
    private static void channels(Fixture fixture, Shape shape) {
        int channels = shape.size(1);
        double[] x = fixture.normal(shape.elements(), 0, 1, 1);
        int[][] ranges = {{0, channels}, {0, 1}, {channels / 2, 1}, {0, (channels + 1) / 2}, {channels / 2, channels
                - channels / 2}};
        for (int extra : new int[] {0, 3}) {
            Shape larger = withChannels(shape, channels + extra);
            double[] before = fixture.normal(larger.elements(), 0, 1, 2);
            for (int[] range : ranges) {
                for (int to : new int[] {0, channels + extra - range[1]}) {
                    compare(fixture, "channels from " + range[0] + ", " + range[1] + " of them, to " + to + " of " + larger,
                            (kernel, f) -> {
                                Tensor y = f.tensor(larger, before);
                                kernel.copyChannels(f.tensor(shape, x), range[0], range[1], y, to);
                                return y.toDoubles();
                            });
                }
            }
        }
    }

    private static Shape withChannels(Shape shape, int channels) {
        return shape.rank() == 2 ? Shape.of(shape.size(0), channels)
                : Shape.of(shape.size(0), channels, shape.size(2), shape.size(3));
    }

    private static void pad(Fixture fixture, Shape shape) {
        double[] x = fixture.normal(shape.elements(), 0, 1, 1);
        for (int[] around : new int[][] {{0, 0, 0, 0}, {1, 1, 1, 1}, {2, 0, 0, 3}, {0, 1, 2, 0}}) {
            Shape larger = larger(shape, around);
            compare(fixture, "to " + larger + " at " + around[0] + ", " + around[1], (kernel, f) -> {
                Tensor y = f.blank(larger);
                kernel.pad(f.tensor(shape, x), around[0], around[1], y);
                return y.toDoubles();
            });
        }
    }

    private static void crop(Fixture fixture, Shape shape) {
        for (int[] around : new int[][] {{0, 0, 0, 0}, {1, 1, 1, 1}, {2, 0, 0, 3}, {0, 1, 2, 0}}) {
            Shape larger = larger(shape, around);
            double[] x = fixture.normal(larger.elements(), 0, 1, 1);
            compare(fixture, "from " + larger + " at " + around[0] + ", " + around[1], (kernel, f) -> {
                Tensor y = f.blank(shape);
                kernel.crop(f.tensor(larger, x), around[0], around[1], y);
                return y.toDoubles();
            });
        }
    }

    /** With more rows above and below, and more columns to the left and to the right: top, left, bottom, right. */
    private static Shape larger(Shape shape, int[] around) {
        return Shape.of(shape.size(0), shape.size(1), around[0] + shape.size(2) + around[2],
                around[1] + shape.size(3) + around[3]);
    }
}
