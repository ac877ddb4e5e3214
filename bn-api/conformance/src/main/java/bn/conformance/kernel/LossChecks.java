package bn.conformance.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Loss;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Closeness;
import bn.conformance.check.Fixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Losses, gradients and numbers of correct predictions, compared with the reference, also in difficult cases. */
public final class LossChecks {
    private static final int[][] SIZES = {{129, 10}, {1, 1}, {1, 10}, {7, 1}, {3, 1100}, {15, 17}, {16, 16}, {63, 65}, {64, 64},
            {65, 63}, {128, 129}, {1025, 3}, {20_000, 1}, {20_000, 10}};
    private static final double[] NO_NUMBERS = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    private static final double STEP = 1e-5;

    private LossChecks() {}

    /** All checks. */
    public static Stream<DynamicNode> of(BackendUnderTest underTest) {
        List<DynamicNode> checks = new ArrayList<>();
        for (Loss loss : Loss.values()) {
            for (int[] s : SIZES) {
                checks.add(underTest.test(loss + " of " + s[0] + "x" + s[1], 3L * s[0] * s[1],
                        fixture -> agrees(fixture, LossData.random(fixture, loss, s[0], s[1]))));
            }
            checks.add(underTest.testInViews(loss + " of 19x11", 3 * 19 * 11,
                    fixture -> agrees(fixture, LossData.random(fixture, loss, 19, 11))));
            checks.add(underTest.test(loss + ": NaN and infinity make the loss not finite", 6, fixture -> notANumber(fixture,
                    loss)));
        }
        checks.add(underTest.test("the gradient of the cross-entropy is that of finite differences", 12,
                LossChecks::differences));
        checks.add(underTest.test("large outputs do not overflow", 4, LossChecks::largeOutputs));
        checks.add(underTest.test("the first of equal outputs is the prediction", 6, LossChecks::ties));
        return checks.stream();
    }

    private static void agrees(Fixture fixture, LossData data) {
        double[][] expected = data.on(Fixture.reference());
        double[][] actual = data.on(fixture);
        LossBounds bounds = new LossBounds(fixture.accuracy(), data);
        Closeness.assertClose(expected[0], actual[0], i -> bounds.gradient(i, expected[0][i]), "dz");
        Closeness.assertClose(expected[1][0], actual[1][0], bounds.loss(expected[1][0]), "loss");
        assertEquals(expected[1][1], actual[1][1], "number of correct predictions");

        Tensor z = fixture.tensor(data.shape(), data.z());
        Tensor t = fixture.tensor(data.shape(), data.t());
        Tensor metrics = fixture.blank(Shape.of(1, 2));
        fixture.backend().loss().compute(data.loss(), z, t, null, metrics);
        Closeness.assertSame(actual[1], metrics.toDoubles(), "metrics without a gradient");
        Closeness.assertSame(data.z(), z.toDoubles(), "z without a gradient");
        fixture.backend().loss().compute(data.loss(), z, t, z, metrics);
        Closeness.assertSame(actual[0], z.toDoubles(), "dz in place");
        Closeness.assertSame(data.t(), t.toDoubles(), "targets, which must not change");
    }

    /**
     * Central differences of the definition in float64: the truncation error is about STEP squared, the rounding error 1e-16 /
     * STEP. The allowed error of the gradient is added. Targets need not be probabilities: the gradient is that of the formula.
     */
    private static void differences(Fixture fixture) {
        double[] t = Arrays.stream(fixture.normal(12, 0, 1, 4)).map(Math::abs).toArray();
        LossData data = new LossData(Loss.SOFTMAX_CROSS_ENTROPY, 3, 4, fixture.normal(12, 0, 1, 3), t);
        double[] dz = data.on(fixture)[0];
        LossBounds bounds = new LossBounds(fixture.accuracy(), data);
        for (int i = 0; i < dz.length; i++) {
            double slope = (moved(data, i, STEP) - moved(data, i, -STEP)) / (2 * STEP);
            Closeness.assertClose(slope, dz[i], bounds.gradient(i, slope) + 1e-9, "dz " + i);
        }
    }

    /** The cross-entropy by its definition, with one output changed. */
    private static double moved(LossData data, int element, double step) {
        double loss = 0;
        for (int i = 0; i < data.n(); i++) {
            double[] z = Arrays.copyOfRange(data.z(), i * data.k(), (i + 1) * data.k());
            if (element / data.k() == i) {
                z[element % data.k()] += step;
            }
            double total = Arrays.stream(z).map(Math::exp).sum();
            for (int j = 0; j < data.k(); j++) {
                loss -= data.t()[i * data.k() + j] * Math.log(Math.exp(z[j]) / total) / data.n();
            }
        }
        return loss;
    }

    private static void largeOutputs(Fixture fixture) {
        LossData data = new LossData(Loss.SOFTMAX_CROSS_ENTROPY, 2, 2, new double[] {5000, 0, -5000, 0},
                new double[] {0, 1, 0, 1});
        double[][] actual = data.on(fixture);
        Closeness.assertSame(new double[] {2500, 1}, actual[1], "loss and number of correct predictions");
        Closeness.assertSame(new double[] {0.5, -0.5, 0, 0}, actual[0], "dz");
    }

    /** The loss is not finite, whatever the column; the gradient of the other example is not affected. */
    private static void notANumber(Fixture fixture, Loss loss) {
        double[] z = {1, 2, 3, 0, 0, 1};
        LossData clean = new LossData(loss, 2, 3, z, new double[] {0, 1, 0, 0, 0, 1});
        double[] dz = clean.on(Fixture.reference())[0];
        for (double bad : NO_NUMBERS) {
            for (int column = 0; column < 3; column++) {
                double[] spoiled = z.clone();
                spoiled[column] = bad;
                double[][] actual = new LossData(loss, 2, 3, spoiled, clean.t()).on(fixture);
                assertFalse(Double.isFinite(actual[1][0]), loss + " of " + bad + " in column " + column + " is " + actual[1][0]);
                for (int j = 3; j < 6; j++) {
                    Closeness.assertClose(dz[j], actual[0][j], 1000 * DType.FLOAT32.epsilon(), "dz " + j
                            + " next to an example with " + bad);
                }
            }
        }
    }

    private static void ties(Fixture fixture) {
        LossData data = new LossData(Loss.SQUARED, 2, 3, new double[] {1, 2, 2, 3, 3, 1}, new double[] {0, 1, 0, 0, 1, 0});
        assertEquals(1, data.on(fixture)[1][1], "number of correct predictions");
    }
}
