package bn.conformance.kernel;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ElementwiseKernel;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Closeness;
import bn.conformance.check.Fixture;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Sums and products of tensors, if the backend has them, compared with the reference; in place with the same bits. */
public final class ElementwiseChecks {
    private static final int[] SIZES = {200_003, 1, 15, 16, 17, 63, 64, 65, 1023, 1024, 1025};
    private static final List<Shape> IMAGES = List.of(Shape.of(1, 1, 1, 1), Shape.of(2, 3, 4, 5), Shape.of(3, 17, 7, 5),
            Shape.of(2, 33, 14, 14), Shape.of(5, 16, 1, 1), Shape.of(1, 2, 100, 101));
    private static final Shape LARGE = Shape.of(1, 1, 448, 448);

    private ElementwiseChecks() {}

    /** All checks. */
    public static Stream<DynamicNode> of(BackendUnderTest underTest) {
        return underTest.optional(ElementwiseKernel.class, () -> checks(underTest));
    }

    private static Stream<DynamicNode> checks(BackendUnderTest underTest) {
        Stream<DynamicNode> sizes = IntStream.of(SIZES).mapToObj(size -> underTest.test("sums and products, " + size
                + " elements", 3L * size, fixture -> sumsAndProducts(fixture, Shape.of(size))));
        Stream<DynamicNode> images = IMAGES.stream().map(shape -> underTest.test("scaled channels, " + shape,
                2 * shape.elements(), fixture -> scaledChannels(fixture, shape)));
        return Stream.of(sizes, images, Stream.of(
                underTest.test("sums and products, four axes", 3 * 210,
                        fixture -> sumsAndProducts(fixture, Shape.of(2, 3, 5, 7))),
                underTest.testInViews("sums and products, two axes", 3 * 30,
                        fixture -> sumsAndProducts(fixture, Shape.of(6, 5))),
                underTest.testInViews("scaled channels", 2 * 210,
                        fixture -> scaledChannels(fixture, Shape.of(3, 2, 5, 7))),
                underTest.test("the gradient with respect to factors does not drift over large images", 2 * LARGE.elements(),
                        ElementwiseChecks::largeImages),
                underTest.test("NaN is not lost", 8, ElementwiseChecks::notANumber))).flatMap(each -> each);
    }

    private static ElementwiseKernel kernel(Fixture fixture) {
        return fixture.backend().optional(ElementwiseKernel.class).orElseThrow();
    }

    /** A result y of tensors a and b. */
    private interface Operation {
        void run(ElementwiseKernel kernel, Tensor a, Tensor b, Tensor y);
    }

    private static void sumsAndProducts(Fixture fixture, Shape shape) {
        double[] a = fixture.normal(shape.elements(), 0, 1, 1);
        double[] b = fixture.normal(shape.elements(), 0, 1, 2);
        double error = fixture.accuracy().elementwise();
        for (Activation activation : Activation.fused()) {
            double[] y = result(fixture, shape, a, b, (kernel, s, t, r) -> kernel.add(s, t, activation, r));
            Closeness.assertClose(result(Fixture.reference(), shape, a, b, (kernel, s, t, r) -> kernel.add(s, t, activation, r)),
                    y, i -> error * (Math.abs(a[i]) + Math.abs(b[i])), "sum, " + activation);
        }
        double[] y = result(fixture, shape, a, b, ElementwiseKernel::multiply);
        Closeness.assertClose(result(Fixture.reference(), shape, a, b, ElementwiseKernel::multiply), y,
                i -> error * Math.abs(a[i] * b[i]), "product");
    }

    /** The result; with the first or the second operand as y, and with both operands the same, it follows the same formula. */
    private static double[] result(Fixture fixture, Shape shape, double[] a, double[] b, Operation operation) {
        Tensor first = fixture.tensor(shape, a);
        Tensor second = fixture.tensor(shape, b);
        Tensor y = fixture.blank(shape);
        operation.run(kernel(fixture), first, second, y);
        double[] result = y.toDoubles();
        operation.run(kernel(fixture), first, second, first);
        Closeness.assertSame(result, first.toDoubles(), "y in place of a");
        first.upload(a, 0);
        operation.run(kernel(fixture), first, second, second);
        Closeness.assertSame(result, second.toDoubles(), "y in place of b");
        second.upload(a, 0);
        operation.run(kernel(fixture), first, second, y);
        operation.run(kernel(fixture), first, first, first);
        Closeness.assertSame(y.toDoubles(), first.toDoubles(), "y in place of a and b");
        return result;
    }

    private static void scaledChannels(Fixture fixture, Shape shape) {
        double[] x = fixture.normal(shape.elements(), 0.5, 1, 1);
        double[] dy = fixture.normal(shape.elements(), 0.5, 1, 2);
        double[] factors = fixture.normal((long) shape.size(0) * shape.size(1), 0, 1, 3);
        double[][] expected = scaled(Fixture.reference(), shape, x, dy, factors);
        double[][] actual = scaled(fixture, shape, x, dy, factors);
        Closeness.assertClose(expected[0], actual[0], i -> fixture.accuracy().elementwise() * Math.abs(expected[0][i]), "y");
        compareSums(fixture, shape, x, dy, expected[1], actual[1]);
        Closeness.assertSame(actual[0], actual[2], "y in place");
    }

    private static void compareSums(Fixture fixture, Shape shape, double[] x, double[] dy, double[] expected, double[] actual) {
        int positions = shape.size(2) * shape.size(3);
        double[] sizes = new double[expected.length];
        for (int i = 0; i < x.length; i++) {
            sizes[i / positions] += Math.abs(dy[i] * x[i]);
        }
        Closeness.assertClose(expected, actual, i -> fixture.accuracy().sum(positions) * sizes[i], "dFactors");
    }

    private static void largeImages(Fixture fixture) {
        double[] tenths = new double[(int) LARGE.elements()];
        double[] ones = new double[tenths.length];
        Arrays.fill(tenths, fixture.round(0.1));
        Arrays.fill(ones, 1);
        compareSums(fixture, LARGE, tenths, ones, scaled(Fixture.reference(), LARGE, tenths, ones, new double[1])[1],
                scaled(fixture, LARGE, tenths, ones, new double[1])[1]);
    }

    /** Outputs, the gradient with respect to the factors, and the outputs in place. */
    private static double[][] scaled(Fixture fixture, Shape shape, double[] x, double[] dy, double[] factors) {
        Shape channels = Shape.of(shape.size(0), shape.size(1));
        Tensor inputs = fixture.tensor(shape, x);
        Tensor scales = fixture.tensor(channels, factors);
        Tensor y = fixture.blank(shape);
        Tensor dFactors = fixture.blank(channels);
        kernel(fixture).scaleChannels(inputs, scales, y);
        kernel(fixture).scaleChannelsBackward(inputs, fixture.tensor(shape, dy), dFactors);
        kernel(fixture).scaleChannels(inputs, scales, inputs);
        return new double[][] {y.toDoubles(), dFactors.toDoubles(), inputs.toDoubles()};
    }

    /** A NaN in one of two channels, or in its factor; also where ReLU would make 0 of a comparison. */
    private static void notANumber(Fixture fixture) {
        double nan = Double.NaN;
        Tensor y = fixture.blank(Shape.of(3));
        kernel(fixture).add(fixture.tensor(Shape.of(3), nan, 1, 2), fixture.tensor(Shape.of(3), 1, nan, 3), Activation.RELU, y);
        Closeness.assertSame(new double[] {nan, nan, 5}, y.toDoubles(), "sum");
        Shape shape = Shape.of(1, 2, 1, 2);
        Tensor images = fixture.blank(shape);
        kernel(fixture).scaleChannels(fixture.tensor(shape, 1, nan, 3, 4), fixture.tensor(Shape.of(1, 2), 0, 2), images);
        Closeness.assertSame(new double[] {0, nan, 6, 8}, images.toDoubles(), "scaled channels");
        Tensor dFactors = fixture.blank(Shape.of(1, 2));
        kernel(fixture).scaleChannelsBackward(fixture.tensor(shape, 1, nan, 3, 4), fixture.tensor(shape, 1, 1, 1, 1), dFactors);
        Closeness.assertSame(new double[] {nan, 7}, dFactors.toDoubles(), "dFactors");
    }
}
