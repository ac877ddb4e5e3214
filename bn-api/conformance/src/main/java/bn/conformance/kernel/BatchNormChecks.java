package bn.conformance.kernel;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.VarianceEstimator;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Closeness;
import bn.conformance.check.Fixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Batch norm against the reference: training, inference and running statistics, over many shapes. */
public final class BatchNormChecks {
    private static final List<Shape> LARGE = List.of(Shape.of(201, 1045), Shape.of(1025, 129), Shape.of(66, 40, 90),
            Shape.of(9, 48, 14, 13));
    /** One row, one channel, odd sizes, and sizes around multiples of 16, 64 and 128. */
    private static final List<Shape> SHAPES = List.of(Shape.of(1, 1), Shape.of(1, 5), Shape.of(7, 1),
            Shape.of(2, 3), Shape.of(75, 33), Shape.of(9, 1100), Shape.of(63, 16), Shape.of(64, 17), Shape.of(65, 15),
            Shape.of(127, 64), Shape.of(128, 63), Shape.of(129, 65), Shape.of(1, 3, 5), Shape.of(4, 3, 7),
            Shape.of(3, 700, 2), Shape.of(17, 5, 16), Shape.of(5, 2, 1030), Shape.of(9001, 3),
            Shape.of(1, 3, 1, 1), Shape.of(4, 3, 5, 7), Shape.of(2, 33, 7, 3), Shape.of(17, 16, 4, 4), Shape.of(3, 17, 1, 9));
    private static final List<Shape> IN_VIEWS = List.of(Shape.of(37, 19), Shape.of(3, 5, 4, 3));

    private BatchNormChecks() {}

    /** All checks. */
    public static Stream<DynamicNode> of(BackendUnderTest underTest) {
        List<DynamicNode> checks = new ArrayList<>();
        LARGE.forEach(shape -> add(checks, underTest, shape, 1e-5, Activation.RELU));
        for (Activation activation : Activation.fused()) {
            for (double eps : new double[] {0, 1e-5}) {
                SHAPES.forEach(shape -> add(checks, underTest, shape, eps, activation));
                for (Shape shape : IN_VIEWS) {
                    String name = shape + options(eps, activation);
                    checks.add(underTest.testInViews("trains on " + name, shape.elements(),
                            fixture -> train(fixture, BatchNormData.normal(fixture, shape, eps, activation, 3, 2))));
                    checks.add(underTest.testInViews("infers " + name, shape.elements(),
                            fixture -> infer(fixture, BatchNormData.normal(fixture, shape, eps, activation, 3, 2))));
                }
            }
        }
        for (VarianceEstimator estimator : VarianceEstimator.values()) {
            checks.add(underTest.test("updates running statistics, " + estimator + " variance", 1000,
                    fixture -> runningStatistics(fixture, estimator, 1000)));
            checks.add(underTest.testInViews("updates running statistics, " + estimator + " variance", 5,
                    fixture -> runningStatistics(fixture, estimator, 5)));
        }
        return checks.stream();
    }

    private static void add(List<DynamicNode> checks, BackendUnderTest underTest, Shape shape, double eps,
            Activation activation) {
        checks.add(underTest.test("trains on " + shape + options(eps, activation), shape.elements(),
                fixture -> train(fixture, BatchNormData.normal(fixture, shape, eps, activation, 3, 2))));
        checks.add(underTest.test("infers " + shape + options(eps, activation), shape.elements(),
                fixture -> infer(fixture, BatchNormData.normal(fixture, shape, eps, activation, 3, 2))));
    }

    private static String options(double eps, Activation activation) {
        return ", eps " + eps + ", " + activation;
    }

    /** Forward and backward pass; the backward pass in place gives the same bits. */
    static void train(Fixture fixture, BatchNormData data) {
        BatchNormPass actual = new BatchNormPass(fixture, data);
        BatchNormPass expected = new BatchNormPass(Fixture.reference(), data);
        double[] y = expected.forward();
        double[] actualY = actual.forward();
        BatchNormData smooth = data.withoutKinks(y, actualY);
        double[] mean = expected.batch.mean().toDoubles();
        double[] variance = expected.batch.variance().toDoubles();
        BatchNormBounds bounds = new BatchNormBounds(fixture.accuracy(), smooth, mean, variance, y);
        Closeness.assertClose(mean, actual.batch.mean().toDoubles(), bounds::mean, "mean");
        Closeness.assertClose(variance, actual.batch.variance().toDoubles(), bounds::variance, "variance");
        Closeness.assertClose(y, actualY, bounds::y, "y");
        double[] dx = expected.backward(smooth.dy());
        double[] actualDx = actual.backward(smooth.dy());
        Closeness.assertClose(dx, actualDx, bounds::dx, "dx");
        AffineParameters gradient = expected.gradient;
        Closeness.assertClose(gradient.gamma().toDoubles(), actual.gradient.gamma().toDoubles(), bounds::dgamma, "dgamma");
        Closeness.assertClose(gradient.beta().toDoubles(), actual.gradient.beta().toDoubles(), bounds::dbeta, "dbeta");
        Closeness.assertSame(actualDx, actual.backwardInPlace(smooth.dy()), "dx in place");
        Closeness.assertSame(data.x(), actual.x.toDoubles(), "x, which must not change");
    }

    /** Inference with given statistics, of which one variance is 0; in place gives the same bits. */
    private static void infer(Fixture fixture, BatchNormData data) {
        double[] mean = fixture.normal(data.channels(), 3, 0.1, 5);
        double[] variance = Arrays.stream(fixture.normal(data.channels(), 4, 1, 6)).map(Math::abs).toArray();
        variance[data.channels() / 2] = 0;
        BatchNormPass actual = new BatchNormPass(fixture, data);
        infer(fixture, data, actual, mean, variance, actual.y);
        Fixture reference = Fixture.reference();
        BatchNormPass expected = new BatchNormPass(reference, data);
        infer(reference, data, expected, mean, variance, expected.y);
        double[] y = actual.y.toDoubles();
        Closeness.assertClose(expected.y.toDoubles(), y, i -> {
            int c = data.channel(i);
            double divisor = variance[c] + data.eps();
            double xhat = divisor == 0 ? 0 : (data.x()[i] - mean[c]) / Math.sqrt(divisor);
            return fixture.accuracy().elementwise() * (Math.abs(data.gamma()[c] * xhat) + Math.abs(data.beta()[c]));
        }, "y");
        infer(fixture, data, actual, mean, variance, actual.x);
        Closeness.assertSame(y, actual.x.toDoubles(), "y in place");
    }

    private static void infer(Fixture fixture, BatchNormData data, BatchNormPass pass, double[] mean, double[] variance,
            Tensor y) {
        ChannelStatistics given = new ChannelStatistics(fixture.tensor(data.perChannel(), mean),
                fixture.tensor(data.perChannel(), variance));
        fixture.backend().batchNorm().infer(pass.x, pass.affine, data.eps(), data.activation(), given, y);
    }

    private static void runningStatistics(Fixture fixture, VarianceEstimator estimator, int channels) {
        double[][] numbers = new double[4][];
        Arrays.setAll(numbers, i -> Arrays.stream(fixture.normal(channels, 0, 1, i)).map(Math::abs).toArray());
        for (double weight : new double[] {0, 0.1, 1}) {
            double[][] expected = updated(Fixture.reference(), numbers, weight, estimator);
            double[][] actual = updated(fixture, numbers, weight, estimator);
            for (int i = 0; i < 2; i++) {
                double[] from = numbers[i];
                double[] to = numbers[i + 2];
                Closeness.assertClose(expected[i], actual[i], c -> fixture.accuracy().elementwise() * (from[c] + 2 * to[c]),
                        (i == 0 ? "mean" : "variance") + " with weight " + weight);
            }
        }
    }

    /** Updates the running statistics numbers[0] and [1] with the batch statistics numbers[2] and [3] of 2 values per channel. */
    private static double[][] updated(Fixture fixture, double[][] numbers, double weight, VarianceEstimator estimator) {
        Shape shape = Shape.of(numbers[0].length);
        ChannelStatistics running = new ChannelStatistics(fixture.tensor(shape, numbers[0]), fixture.tensor(shape, numbers[1]));
        ChannelStatistics batch = new ChannelStatistics(fixture.tensor(shape, numbers[2]), fixture.tensor(shape, numbers[3]));
        fixture.backend().batchNorm().updateRunningStatistics(running, batch, weight, estimator, 2);
        return new double[][] {running.mean().toDoubles(), running.variance().toDoubles()};
    }
}
