package bn.conformance.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Closeness;
import bn.conformance.check.Fixture;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Activations of all kinds, compared with the reference: at random points, at kinks and at the ends of the range. */
public final class ActivationChecks {
    private static final int LARGE = 200_003;
    private static final int[] SIZES = {1, 15, 16, 17, 63, 64, 65, 127, 128, 129, 1023, 1024, 1025};
    /** All parameters are exact in float32, so that the reference has the same. */
    private static final List<Activation> ACTIVATIONS = List.of(Activation.IDENTITY, Activation.RELU, Activation.RELU6,
            Activation.clip(-0.5, Double.POSITIVE_INFINITY), Activation.clip(Double.NEGATIVE_INFINITY, 1.25),
            Activation.leakyRelu(0.125), Activation.SIGMOID, Activation.TANH, Activation.hardSigmoid(0.25, 0.5),
            Activation.SILU, Activation.HARD_SWISH);
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private ActivationChecks() {}

    /** All checks. */
    public static Stream<DynamicNode> of(BackendUnderTest underTest) {
        Stream<DynamicNode> sizes = IntStream.of(SIZES).mapToObj(size -> underTest.test(size + " elements",
                4L * size, fixture -> randomPoints(fixture, Shape.of(size), ACTIVATIONS)));
        Stream<DynamicNode> ends = ACTIVATIONS.stream().flatMap(activation -> Stream.of(
                underTest.test(activation + " at kinks", 100, fixture -> kinks(fixture, activation)),
                underTest.test(activation + " of large numbers and NaN", 100, fixture -> largeNumbers(fixture, activation))));
        return Stream.of(sizes, ends, Stream.of(
                underTest.test(LARGE + " elements", 4L * LARGE, fixture -> randomPoints(fixture, Shape.of(LARGE),
                        List.of(Activation.RELU, Activation.SILU))),
                underTest.test("three axes", 4 * 210, fixture -> randomPoints(fixture, Shape.of(6, 5, 7), ACTIVATIONS)),
                underTest.testInViews("two axes", 4 * 30, fixture -> randomPoints(fixture, Shape.of(6, 5), ACTIVATIONS)),
                underTest.test("the ends of the range", 16, ActivationChecks::endsOfTheRange),
                underTest.test("parameters that the dtype rounds", 100, ActivationChecks::roundedParameters))).flatMap(s -> s);
    }

    private static void randomPoints(Fixture fixture, Shape shape, List<Activation> activations) {
        double[] x = fixture.normal(shape.elements(), 0, 4, 1);
        double[] dy = fixture.normal(shape.elements(), 0, 1, 2);
        activations.forEach(activation -> check(fixture, activation, activation, shape, x, dy));
    }

    /**
     * Compares outputs and gradients, and both in place, with those of the reference.
     *
     * @param same the activation for the reference, as it is in the dtype
     */
    private static void check(Fixture fixture, Activation activation, Activation same, Shape shape, double[] x, double[] dy) {
        ActivationBounds bounds = new ActivationBounds(fixture.accuracy(), activation);
        double[] expected = forward(Fixture.reference(), same, shape, x);
        double[] actual = forward(fixture, activation, shape, x);
        Closeness.assertClose(expected, actual, i -> bounds.forward(x[i], expected[i]), activation + " y");
        double[] saved = activation.usesInput() ? x : actual;
        Closeness.assertClose(backward(Fixture.reference(), same, shape, saved, dy), backward(fixture, activation, shape, saved,
                dy), i -> bounds.backward(saved[i], dy[i]), activation + " dx");
    }

    /** Outputs; in place they have the same bits. */
    private static double[] forward(Fixture fixture, Activation activation, Shape shape, double[] x) {
        Tensor xs = fixture.tensor(shape, x);
        Tensor y = fixture.blank(shape);
        fixture.backend().activation().forward(activation, xs, y);
        Closeness.assertSame(x, xs.toDoubles(), activation + " x, which must not change");
        fixture.backend().activation().forward(activation, xs, xs);
        Closeness.assertSame(y.toDoubles(), xs.toDoubles(), activation + " y in place");
        return y.toDoubles();
    }

    /** Gradients; in place they have the same bits. */
    private static double[] backward(Fixture fixture, Activation activation, Shape shape, double[] saved, double[] dy) {
        Tensor values = fixture.tensor(shape, saved);
        Tensor dys = fixture.tensor(shape, dy);
        Tensor dx = fixture.blank(shape);
        fixture.backend().activation().backward(activation, values, dys, dx);
        fixture.backend().activation().backward(activation, values, dys, dys);
        Closeness.assertSame(dx.toDoubles(), dys.toDoubles(), activation + " dx in place");
        return dx.toDoubles();
    }

    /** At the ends of the pieces, and at the numbers next to them. */
    private static void kinks(Fixture fixture, Activation activation) {
        double[] kinks = {0, -0.5, 1.25, 6, -2, 2, -3, 3};
        double[] x = new double[3 * kinks.length];
        double[] dy = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double kink = kinks[i / 3];
            double next = Math.max(Math.abs(kink), 1) * fixture.dtype().epsilon();
            x[i] = fixture.round(kink + (i % 3 - 1) * next);
            dy[i] = 1 + i;
        }
        check(fixture, activation, activation, Shape.of(x.length), x, dy);
    }

    /**
     * Outputs are the limits, and gradients do not overflow. NaN is not lost. What a(z) and its derivative are at -infinity
     * is not defined where they are computed from the input, and the formula gives NaN.
     */
    private static void largeNumbers(Fixture fixture, Activation activation) {
        double most = fixture.dtype() == DType.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE;
        double[] x = {-90, 90, -800, 800, -1e30, 1e30, -most, most, Double.NaN, 1};
        double[] dy = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        for (int i = 0; i < x.length; i++) {
            x[i] = fixture.round(x[i]);
        }
        check(fixture, activation, activation, Shape.of(2, 5), x, dy);
        double[] infinite = activation.usesInput() ? new double[] {INFINITY} : new double[] {INFINITY, -INFINITY};
        Shape shape = Shape.of(infinite.length);
        Closeness.assertSame(forward(Fixture.reference(), activation, shape, infinite), forward(fixture, activation, shape,
                infinite), activation + " of infinity");
    }

    /** Infinities and NaN are not lost, nor is the smallest number that a device must not flush to 0. */
    private static void endsOfTheRange(Fixture fixture) {
        boolean single = fixture.dtype() == DType.FLOAT32;
        double least = single ? Float.MIN_NORMAL : Double.MIN_NORMAL;
        double most = single ? Float.MAX_VALUE : Double.MAX_VALUE;
        Tensor values = fixture.tensor(Shape.of(2, 4), least, -least, most, -most, INFINITY, -INFINITY, Double.NaN, 0);
        Tensor outputGradients = fixture.tensor(Shape.of(2, 4), 1, 2, 3, 4, 5, 6, 7, 8);
        fixture.backend().activation().forward(Activation.RELU, values, values);
        Closeness.assertSame(new double[] {least, 0, most, 0, INFINITY, 0, Double.NaN, 0}, values.toDoubles(), "y");
        fixture.backend().activation().backward(Activation.RELU, values, outputGradients, outputGradients);
        Closeness.assertSame(new double[] {1, 0, 3, 0, 5, 0, Double.NaN, 0}, outputGradients.toDoubles(), "dx");
    }

    /** The ends of a clip are those of the dtype, so that outputs at the ends pass no gradient. */
    private static void roundedParameters(Fixture fixture) {
        double[] x = fixture.normal(100, 0, 0.2, 1);
        double[] dy = fixture.normal(100, 0, 1, 2);
        Activation same = Activation.clip(fixture.round(-0.1), fixture.round(0.7));
        check(fixture, Activation.clip(-0.1, 0.7), same, Shape.of(100), x, dy);
        for (Activation activation : List.of(Activation.leakyRelu(0.01), Activation.HARD_SIGMOID)) {
            check(fixture, activation, activation, Shape.of(100), x, dy);
        }
        double[] clipped = forward(fixture, Activation.clip(-0.1, 0.1), Shape.of(100), x);
        assertTrue(clipped[0] != 0, "the outputs are not all 0");
    }
}
