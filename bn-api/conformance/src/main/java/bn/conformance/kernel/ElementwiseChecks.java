package bn.conformance.kernel;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.Sgd;
import bn.conformance.check.Closeness;
import bn.conformance.check.Subject;
import bn.conformance.check.Trial;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Activations, which are exact, and updates, against the reference. */
public final class ElementwiseChecks {
    private static final int[] SIZES = {200_003, 1, 15, 16, 17, 63, 64, 65, 127, 128, 129, 1023, 1024, 1025};
    private static final Sgd[] STEPS = {new Sgd(0.1, 0.9, 0.01), new Sgd(0.1, 0, 0), new Sgd(0, 0.5, 0.1)};

    private ElementwiseChecks() { }

    /** The checks of the activations. */
    public static Stream<DynamicNode> activations(Subject subject) {
        Stream<DynamicNode> sizes = IntStream.of(SIZES).mapToObj(size -> subject.test(size + " elements", 4L * size,
                trial -> activation(trial, Shape.of(size))));
        return Stream.concat(sizes, Stream.of(
                subject.test("three axes", 4 * 210, trial -> activation(trial, Shape.of(6, 5, 7))),
                subject.testInViews("two axes", 4 * 30, trial -> activation(trial, Shape.of(6, 5))),
                subject.test("the ends of the range", 16, ElementwiseChecks::endsOfTheRange)));
    }

    private static void activation(Trial trial, Shape shape) {
        double[] x = trial.normal(shape.elements(), 0, 1, 1);
        double[] dy = trial.normal(shape.elements(), 0, 1, 2);
        for (Activation activation : Activation.values()) {
            double[][] expected = activation(Trial.reference(), shape, activation, x, dy);
            double[][] actual = activation(trial, shape, activation, x, dy);
            Closeness.assertSame(expected[0], actual[0], activation + " y");
            Closeness.assertSame(expected[1], actual[1], activation + " dx");
            Closeness.assertSame(expected[0], actual[2], activation + " y in place");
            Closeness.assertSame(expected[1], actual[3], activation + " dx in place");
        }
    }

    /** Outputs and gradients, then the same in place. */
    private static double[][] activation(Trial trial, Shape shape, Activation activation, double[] x, double[] dy) {
        Tensor xs = trial.tensor(shape, x);
        Tensor dys = trial.tensor(shape, dy);
        Tensor y = trial.blank(shape);
        Tensor dx = trial.blank(shape);
        trial.backend().activation().forward(activation, xs, y);
        trial.backend().activation().backward(activation, y, dys, dx);
        trial.backend().activation().backward(activation, y, dys, dys);
        trial.backend().activation().forward(activation, xs, xs);
        return new double[][] {y.toDoubles(), dx.toDoubles(), xs.toDoubles(), dys.toDoubles()};
    }

    /** Infinities pass, a NaN shows, and so does the least number that a device need not flush to 0. */
    private static void endsOfTheRange(Trial trial) {
        boolean single = trial.dtype() == DType.FLOAT32;
        double least = single ? Float.MIN_NORMAL : Double.MIN_NORMAL;
        double most = single ? Float.MAX_VALUE : Double.MAX_VALUE;
        double infinity = Double.POSITIVE_INFINITY;
        Tensor values = trial.tensor(Shape.of(2, 4), least, -least, most, -most, infinity, -infinity, Double.NaN, 0);
        Tensor slopes = trial.tensor(Shape.of(2, 4), 1, 2, 3, 4, 5, 6, 7, 8);
        trial.backend().activation().forward(Activation.RELU, values, values);
        Closeness.assertSame(new double[] {least, 0, most, 0, infinity, 0, Double.NaN, 0}, values.toDoubles(), "y");
        trial.backend().activation().backward(Activation.RELU, values, slopes, slopes);
        Closeness.assertSame(new double[] {1, 0, 3, 0, 5, 0, Double.NaN, 0}, slopes.toDoubles(), "dx");
    }

    /** The checks of the updates. */
    public static Stream<DynamicNode> updates(Subject subject) {
        Stream<DynamicNode> sizes = IntStream.of(SIZES).mapToObj(size -> subject.test(size + " elements", 2L * size,
                trial -> sgd(trial, Shape.of(size))));
        return Stream.concat(sizes, Stream.of(
                subject.test("three axes", 2 * 210, trial -> sgd(trial, Shape.of(6, 5, 7))),
                subject.testInViews("two axes", 2 * 30, trial -> sgd(trial, Shape.of(6, 5)))));
    }

    /** The sizes of the velocity's terms are what the reference computes from absolute values. */
    private static void sgd(Trial trial, Shape shape) {
        double[] parameter = trial.normal(shape.elements(), 0, 1, 1);
        double[] gradient = trial.normal(shape.elements(), 0, 1, 2);
        double[] velocity = trial.normal(shape.elements(), 0, 1, 3);
        for (Sgd step : STEPS) {
            double[][] expected = sgd(Trial.reference(), shape, step, parameter, gradient, velocity);
            double[] moved = sgd(Trial.reference(), shape, step, sizes(parameter), sizes(gradient), sizes(velocity))[1];
            double[][] actual = sgd(trial, shape, step, parameter, gradient, velocity);
            double error = trial.accuracy().elementwise();
            Closeness.assertClose(expected[1], actual[1], i -> error * moved[i], step + " velocity");
            Closeness.assertClose(expected[0], actual[0], i -> error * (Math.abs(parameter[i]) + step.learningRate() * moved[i]),
                    step + " parameter");
            Closeness.assertSame(gradient, actual[2], step + " gradient, which is left as it is");
        }
    }

    private static double[] sizes(double[] values) {
        return Arrays.stream(values).map(Math::abs).toArray();
    }

    /** Parameter, velocity and gradient after a step. */
    private static double[][] sgd(Trial trial, Shape shape, Sgd step, double[] parameter, double[] gradient, double[] velocity) {
        Tensor p = trial.tensor(shape, parameter);
        Tensor g = trial.tensor(shape, gradient);
        Tensor v = trial.tensor(shape, velocity);
        trial.backend().update().sgd(p, g, v, step);
        return new double[][] {p.toDoubles(), v.toDoubles(), g.toDoubles()};
    }
}
