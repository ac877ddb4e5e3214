package bn.conformance.kernel;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.Sgd;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Closeness;
import bn.conformance.check.Fixture;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Activations, which must be exact, and updates, compared with the reference. */
public final class ElementwiseChecks {
    private static final int[] SIZES = {200_003, 1, 15, 16, 17, 63, 64, 65, 127, 128, 129, 1023, 1024, 1025};
    private static final Sgd[] STEPS = {new Sgd(0.1, 0.9, 0.01), new Sgd(0.1, 0, 0), new Sgd(0, 0.5, 0.1)};

    private ElementwiseChecks() {}

    /** The checks of the activations. */
    public static Stream<DynamicNode> activations(BackendUnderTest underTest) {
        Stream<DynamicNode> sizes = IntStream.of(SIZES).mapToObj(size -> underTest.test(size + " elements", 4L * size,
                fixture -> activation(fixture, Shape.of(size))));
        return Stream.concat(sizes, Stream.of(
                underTest.test("three axes", 4 * 210, fixture -> activation(fixture, Shape.of(6, 5, 7))),
                underTest.testInViews("two axes", 4 * 30, fixture -> activation(fixture, Shape.of(6, 5))),
                underTest.test("the ends of the range", 16, ElementwiseChecks::endsOfTheRange)));
    }

    private static void activation(Fixture fixture, Shape shape) {
        double[] x = fixture.normal(shape.elements(), 0, 1, 1);
        double[] dy = fixture.normal(shape.elements(), 0, 1, 2);
        for (Activation activation : Activation.fused()) {
            double[][] expected = activation(Fixture.reference(), shape, activation, x, dy);
            double[][] actual = activation(fixture, shape, activation, x, dy);
            Closeness.assertSame(expected[0], actual[0], activation + " y");
            Closeness.assertSame(expected[1], actual[1], activation + " dx");
            Closeness.assertSame(expected[0], actual[2], activation + " y in place");
            Closeness.assertSame(expected[1], actual[3], activation + " dx in place");
        }
    }

    /** Outputs and gradients, then both in place. */
    private static double[][] activation(Fixture fixture, Shape shape, Activation activation, double[] x, double[] dy) {
        Tensor xs = fixture.tensor(shape, x);
        Tensor dys = fixture.tensor(shape, dy);
        Tensor y = fixture.blank(shape);
        Tensor dx = fixture.blank(shape);
        fixture.backend().activation().forward(activation, xs, y);
        fixture.backend().activation().backward(activation, y, dys, dx);
        fixture.backend().activation().backward(activation, y, dys, dys);
        fixture.backend().activation().forward(activation, xs, xs);
        return new double[][] {y.toDoubles(), dx.toDoubles(), xs.toDoubles(), dys.toDoubles()};
    }

    /** Infinities and NaN are not lost, nor is the smallest number that a device must not flush to 0. */
    private static void endsOfTheRange(Fixture fixture) {
        boolean single = fixture.dtype() == DType.FLOAT32;
        double least = single ? Float.MIN_NORMAL : Double.MIN_NORMAL;
        double most = single ? Float.MAX_VALUE : Double.MAX_VALUE;
        double infinity = Double.POSITIVE_INFINITY;
        Tensor values = fixture.tensor(Shape.of(2, 4), least, -least, most, -most, infinity, -infinity, Double.NaN, 0);
        Tensor outputGradients = fixture.tensor(Shape.of(2, 4), 1, 2, 3, 4, 5, 6, 7, 8);
        fixture.backend().activation().forward(Activation.RELU, values, values);
        Closeness.assertSame(new double[] {least, 0, most, 0, infinity, 0, Double.NaN, 0}, values.toDoubles(), "y");
        fixture.backend().activation().backward(Activation.RELU, values, outputGradients, outputGradients);
        Closeness.assertSame(new double[] {1, 0, 3, 0, 5, 0, Double.NaN, 0}, outputGradients.toDoubles(), "dx");
    }

    /** The checks of the updates. */
    public static Stream<DynamicNode> updates(BackendUnderTest underTest) {
        Stream<DynamicNode> sizes = IntStream.of(SIZES).mapToObj(size -> underTest.test(size + " elements", 2L * size,
                fixture -> sgd(fixture, Shape.of(size))));
        return Stream.concat(sizes, Stream.of(
                underTest.test("three axes", 2 * 210, fixture -> sgd(fixture, Shape.of(6, 5, 7))),
                underTest.testInViews("two axes", 2 * 30, fixture -> sgd(fixture, Shape.of(6, 5)))));
    }

    /** The bound of the velocity is a sum of absolute values, which the reference computes from absolute values. */
    private static void sgd(Fixture fixture, Shape shape) {
        double[] parameter = fixture.normal(shape.elements(), 0, 1, 1);
        double[] gradient = fixture.normal(shape.elements(), 0, 1, 2);
        double[] velocity = fixture.normal(shape.elements(), 0, 1, 3);
        for (Sgd step : STEPS) {
            double[][] expected = sgd(Fixture.reference(), shape, step, parameter, gradient, velocity);
            double[] moved = sgd(Fixture.reference(), shape, step, sizes(parameter), sizes(gradient), sizes(velocity))[1];
            double[][] actual = sgd(fixture, shape, step, parameter, gradient, velocity);
            double error = fixture.accuracy().elementwise();
            Closeness.assertClose(expected[1], actual[1], i -> error * moved[i], step + " velocity");
            Closeness.assertClose(expected[0], actual[0], i -> error * (Math.abs(parameter[i]) + step.learningRate() * moved[i]),
                    step + " parameter");
            Closeness.assertSame(gradient, actual[2], step + " gradient, which must not change");
        }
    }

    private static double[] sizes(double[] values) {
        return Arrays.stream(values).map(Math::abs).toArray();
    }

    /** Parameter, velocity and gradient after a step. */
    private static double[][] sgd(Fixture fixture, Shape shape, Sgd step, double[] parameter, double[] gradient,
            double[] velocity) {
        Tensor p = fixture.tensor(shape, parameter);
        Tensor g = fixture.tensor(shape, gradient);
        Tensor v = fixture.tensor(shape, velocity);
        fixture.backend().update().sgd(p, g, v, step);
        return new double[][] {p.toDoubles(), v.toDoubles(), g.toDoubles()};
    }
}
