package bn.conformance.kernel;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Sgd;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Closeness;
import bn.conformance.check.Fixture;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Steps of SGD, compared with the reference. */
public final class UpdateChecks {
    private static final int[] SIZES = {200_003, 1, 15, 16, 17, 63, 64, 65, 127, 128, 129, 1023, 1024, 1025};
    private static final Sgd[] STEPS = {new Sgd(0.1, 0.9, 0.01), new Sgd(0.1, 0, 0), new Sgd(0, 0.5, 0.1),
            new Sgd(0.1, 0.9, 0.01, true), new Sgd(0.5, 0.75, 0, true)};

    private UpdateChecks() {}

    /** All checks. */
    public static Stream<DynamicNode> of(BackendUnderTest underTest) {
        Stream<DynamicNode> sizes = IntStream.of(SIZES).mapToObj(size -> underTest.test(size + " elements", 2L * size,
                fixture -> check(fixture, Shape.of(size))));
        return Stream.concat(sizes, Stream.of(
                underTest.test("three axes", 2 * 210, fixture -> check(fixture, Shape.of(6, 5, 7))),
                underTest.testInViews("two axes", 2 * 30, fixture -> check(fixture, Shape.of(6, 5)))));
    }

    /** The bound of the velocity is a sum of absolute values, which the reference computes from absolute values. */
    private static void check(Fixture fixture, Shape shape) {
        double[] parameter = fixture.normal(shape.elements(), 0, 1, 1);
        double[] gradient = fixture.normal(shape.elements(), 0, 1, 2);
        double[] velocity = fixture.normal(shape.elements(), 0, 1, 3);
        for (Sgd step : STEPS) {
            double[][] expected = updated(Fixture.reference(), shape, step, parameter, gradient, velocity);
            double[] moved = updated(Fixture.reference(), shape, step, sizes(parameter), sizes(gradient), sizes(velocity))[1];
            double[][] actual = updated(fixture, shape, step, parameter, gradient, velocity);
            double error = fixture.accuracy().elementwise();
            Closeness.assertClose(expected[1], actual[1], i -> error * moved[i], step + " velocity");
            Closeness.assertClose(expected[0], actual[0], i -> {
                double direction = step.nesterov() ? Math.abs(gradient[i]) + step.weightDecay() * Math.abs(parameter[i])
                        + step.momentum() * moved[i] : moved[i];
                return error * (Math.abs(parameter[i]) + step.learningRate() * direction);
            }, step + " parameter");
            Closeness.assertSame(gradient, actual[2], step + " gradient, which must not change");
        }
    }

    private static double[] sizes(double[] values) {
        return Arrays.stream(values).map(Math::abs).toArray();
    }

    /** Parameter, velocity and gradient after a step. */
    private static double[][] updated(Fixture fixture, Shape shape, Sgd step, double[] parameter, double[] gradient,
            double[] velocity) {
        Tensor p = fixture.tensor(shape, parameter);
        Tensor g = fixture.tensor(shape, gradient);
        Tensor v = fixture.tensor(shape, velocity);
        fixture.backend().update().sgd(p, g, v, step);
        return new double[][] {p.toDoubles(), v.toDoubles(), g.toDoubles()};
    }
}
