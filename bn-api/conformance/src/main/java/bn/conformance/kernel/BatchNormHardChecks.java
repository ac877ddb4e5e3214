package bn.conformance.kernel;

import bn.api.DType;
import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Closeness;
import bn.conformance.check.Fixture;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Batch norm on difficult inputs: far from 0, huge and tiny values, long batches, zero variance, NaN. */
public final class BatchNormHardChecks {
    private static final List<Shape> CONSTANT = List.of(Shape.of(77, 2), Shape.of(77, 2, 3), Shape.of(3, 2, 1500),
            Shape.of(7, 2, 5, 3), Shape.of(1, 2), Shape.of(1000, 2));
    private static final int LONG = 200_000;
    private static final int DRIFTING = 3001;

    private BatchNormHardChecks() {}

    /** All checks. */
    public static Stream<DynamicNode> of(BackendUnderTest underTest) {
        Shape few = Shape.of(40, 6);
        return Stream.of(
                underTest.test("a large mean costs no accuracy", 3 * DRIFTING, BatchNormHardChecks::largeMean),
                underTest.test("values about 1e18", few.elements(), fixture -> BatchNormChecks.train(fixture,
                        BatchNormData.normal(fixture, few, 0, Activation.IDENTITY, 3e17, 1e18))),
                // The squares of smaller values would lose digits in float32.
                underTest.test("values about 1e-16", few.elements(), fixture -> BatchNormChecks.train(fixture,
                        BatchNormData.normal(fixture, few, 0, Activation.IDENTITY, 3e-17, 1e-16))),
                underTest.test("sums over long batches do not drift", LONG, BatchNormHardChecks::longBatch),
                underTest.test("a constant channel becomes 0 and passes no gradient", 9000,
                        BatchNormHardChecks::constantChannels),
                underTest.test("NaN and infinity stay in their channel", 15, BatchNormHardChecks::notANumber));
    }

    /** Three channels: values far from 0, a drift, an outlier before the other values. */
    private static void largeMean(Fixture fixture) {
        double[] noise = fixture.normal(DRIFTING, 0, 1, 7);
        double[] x = new double[DRIFTING * 3];
        for (int i = 0; i < DRIFTING; i++) {
            x[3 * i] = fixture.round(1e6 + noise[i]);
            x[3 * i + 1] = fixture.round(1e4 + i + noise[i]);
            x[3 * i + 2] = fixture.round(i == 0 ? -1e4 : 1e4 + noise[i]);
        }
        BatchNormChecks.train(fixture, BatchNormData.of(fixture, Shape.of(DRIFTING, 3), 0, Activation.IDENTITY, x));
    }

    /** A running sum of equal numbers in the dtype itself has a much larger error than the rules allow. */
    private static void longBatch(Fixture fixture) {
        double[] x = new double[LONG];
        Arrays.setAll(x, i -> fixture.round(i % 2 == 0 ? 0.3 : 0.1));
        double[] dy = new double[LONG];
        Arrays.fill(dy, fixture.round(0.1));
        BatchNormChecks.train(fixture, new BatchNormData(Shape.of(LONG, 1), 0, Activation.IDENTITY, x, dy, new double[] {1},
                new double[] {0}));
    }

    private static void constantChannels(Fixture fixture) {
        for (Shape shape : CONSTANT) {
            double[] x = new double[(int) shape.elements()];
            Arrays.fill(x, fixture.round(0.1));
            BatchNormData data = BatchNormData.of(fixture, shape, 0, Activation.IDENTITY, x);
            BatchNormPass pass = new BatchNormPass(fixture, data);
            double[] beta = new double[x.length];
            Arrays.setAll(beta, i -> data.beta()[data.channel(i)]);
            Closeness.assertSame(beta, pass.forward(), "y of " + shape);
            Closeness.assertSame(new double[] {x[0], x[0]}, pass.batch.mean().toDoubles(), "mean of " + shape);
            Closeness.assertSame(new double[2], pass.batch.variance().toDoubles(), "variance of " + shape);
            Closeness.assertSame(new double[x.length], pass.backward(data.dy()), "dx of " + shape);
            Closeness.assertSame(new double[2], pass.gradient.gamma().toDoubles(), "dgamma of " + shape);
        }
    }

    /** Five channels: two have NaN or infinity in their inputs, and one has NaN in its gradient. */
    private static void notANumber(Fixture fixture) {
        double[] x = {Double.NaN, 1, Double.POSITIVE_INFINITY, 4, 1, 1, 3, 1, 5, 2, 2, 2, 2, 2, 3};
        double[] dy = {1, 2, 3, Double.NaN, 5, 1, 4, 3, 2, 1, 0.5, 0.25, 2, 1, 4};
        double[] ones = {1, 1, 1, 1, 1};
        BatchNormData data = new BatchNormData(Shape.of(3, 5), 0, Activation.RELU, x, dy, ones, new double[5]);
        BatchNormPass actual = new BatchNormPass(fixture, data);
        BatchNormPass expected = new BatchNormPass(Fixture.reference(), data);
        assertNaN(data, expected.forward(), actual.forward(), List.of(0, 2), "y");
        assertNaN(data, expected.backward(dy), actual.backward(dy), List.of(0, 2, 3), "dx");
    }

    /** The values are of order 1 and the sums well conditioned: 1000 roundings are allowed. */
    private static void assertNaN(BatchNormData data, double[] expected, double[] actual, List<Integer> channels, String what) {
        for (int i = 0; i < actual.length; i++) {
            double wanted = channels.contains(data.channel(i)) ? Double.NaN : expected[i];
            Closeness.assertClose(wanted, actual[i], 1000 * DType.FLOAT32.epsilon(), what + " [" + i + "]");
        }
    }
}
