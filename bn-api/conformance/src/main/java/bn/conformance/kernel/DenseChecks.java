package bn.conformance.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.Tensor;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.Sgd;
import bn.conformance.check.Accuracy;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Closeness;
import bn.conformance.check.Fixture;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Fully connected layers, compared with the reference element by element. */
public final class DenseChecks {
    /** N, I and O: one row, one column, odd sizes, sizes around multiples of 16, 64 and 128, and large ones. */
    private static final int[][] SIZES = {{129, 259, 66}, {1, 1, 1}, {1, 7, 3}, {5, 1, 9}, {33, 17, 1}, {15, 16, 17},
            {16, 17, 15}, {17, 15, 16}, {63, 64, 65}, {64, 65, 63}, {65, 63, 64}, {70, 65, 130}, {128, 128, 128},
            {3, 1030, 2}, {2, 3, 1030}, {1030, 3, 2}, {70, 300, 260}, {270, 190, 130}};
    private static final int LONG = 200_000;
    /** Exact in every dtype. */
    private static final Sgd STEP = new Sgd(0.5, 0.75, 0.25);

    private DenseChecks() {}

    /** A matrix product on a backend. */
    private interface Product extends BiFunction<Fixture, DenseData, double[]> {}

    /** All checks. */
    public static Stream<DynamicNode> of(BackendUnderTest underTest) {
        Stream<DynamicNode> plain = Stream.of(SIZES).map(s -> underTest.test("N " + s[0] + ", I " + s[1] + ", O " + s[2],
                6L * s[0] * s[1] * s[2], fixture -> check(fixture, DenseData.normal(fixture, s[0], s[1], s[2]))));
        Stream<DynamicNode> others = Stream.of(
                underTest.testInViews("N 19, I 7, O 11", 6 * 19 * 7 * 11,
                        fixture -> check(fixture, DenseData.normal(fixture, 19, 7, 11))),
                underTest.test("the gradient with respect to the bias does not drift over long batches", 2L * LONG,
                        DenseChecks::longBatch),
                underTest.test("NaN stays in its row", 5 * 4 * 3, DenseChecks::notANumber));
        return Stream.concat(plain, others);
    }

    private static void check(Fixture fixture, DenseData data) {
        Accuracy accuracy = fixture.accuracy();
        compare(fixture, data, accuracy.product(data.i()), "y", (t, d) -> forward(t, d, false));
        compare(fixture, data, accuracy.product(data.i() + 1), "y with bias", (t, d) -> forward(t, d, true));
        compare(fixture, data, accuracy.product(data.o()), "dx", DenseChecks::backwardInput);
        compare(fixture, data, accuracy.product(data.n()), "dW", (t, d) -> backwardParameters(t, d, true)[0]);
        compare(fixture, data, accuracy.sum(data.n()), "db", (t, d) -> backwardParameters(t, d, true)[1]);
        compare(fixture, data, accuracy.product(data.n()), "dW without db", (t, d) -> backwardParameters(t, d, false)[0]);
        fixture.backend().optional(DenseUpdateKernel.class).ifPresent(kernel -> update(fixture, data, kernel));
    }

    /** Errors are relative to sums of absolute values, which the reference computes from absolute values. */
    private static void compare(Fixture fixture, DenseData data, double error, String what, Product product) {
        double[] expected = product.apply(Fixture.reference(), data);
        double[] sizes = product.apply(Fixture.reference(), data.sizes());
        Closeness.assertClose(expected, product.apply(fixture, data), i -> error * sizes[i], what);
    }

    private static double[] forward(Fixture fixture, DenseData data, boolean biased) {
        Tensor y = fixture.blank(data.outputs());
        fixture.backend().dense().forward(fixture.tensor(data.inputs(), data.x()), fixture.tensor(data.weights(), data.w()),
                biased ? fixture.tensor(data.bias(), data.b()) : null, y);
        return y.toDoubles();
    }

    private static double[] backwardInput(Fixture fixture, DenseData data) {
        Tensor dx = fixture.blank(data.inputs());
        Tensor weights = fixture.tensor(data.weights(), data.w());
        fixture.backend().dense().backwardInput(fixture.tensor(data.outputs(), data.dy()), weights, dx);
        return dx.toDoubles();
    }

    /** The gradients with respect to the weights and the bias. */
    private static double[][] backwardParameters(Fixture fixture, DenseData data, boolean biased) {
        Tensor dWeights = fixture.blank(data.weights());
        Tensor dBias = fixture.blank(data.bias());
        fixture.backend().dense().backwardParameters(fixture.tensor(data.inputs(), data.x()), fixture.tensor(data.outputs(),
                data.dy()),
                dWeights, biased ? dBias : null);
        return new double[][] {dWeights.toDoubles(), dBias.toDoubles()};
    }

    /**
     * The fused update against the gradient of the reference and a step: two more terms for the velocity, one more for the
     * weights.
     */
    private static void update(Fixture fixture, DenseData data, DenseUpdateKernel kernel) {
        Tensor weights = fixture.tensor(data.weights(), data.w());
        Tensor velocity = fixture.tensor(data.weights(), data.v());
        Tensor dBias = fixture.blank(data.bias());
        Tensor x = fixture.tensor(data.inputs(), data.x());
        kernel.update(x, fixture.tensor(data.outputs(), data.dy()), weights, velocity, STEP, dBias);
        double[] gradient = backwardParameters(Fixture.reference(), data, true)[0];
        double[] size = backwardParameters(Fixture.reference(), data.sizes(), true)[0];
        double[] moved = new double[gradient.length];
        double[] stepped = new double[gradient.length];
        for (int i = 0; i < gradient.length; i++) {
            moved[i] = STEP.momentum() * data.v()[i] + gradient[i] + STEP.weightDecay() * data.w()[i];
            stepped[i] = data.w()[i] - STEP.learningRate() * moved[i];
            size[i] += STEP.momentum() * Math.abs(data.v()[i]) + STEP.weightDecay() * Math.abs(data.w()[i]);
        }
        double error = fixture.accuracy().product(data.n() + 3);
        Closeness.assertClose(moved, velocity.toDoubles(), i -> error * size[i], "velocity of the fused update");
        Closeness.assertClose(stepped, weights.toDoubles(), i -> error * (size[i] + Math.abs(data.w()[i])),
                "weights of the fused update");
        double[] biasSize = backwardParameters(Fixture.reference(), data.sizes(), true)[1];
        Closeness.assertClose(backwardParameters(Fixture.reference(), data, true)[1], dBias.toDoubles(),
                i -> fixture.accuracy().sum(data.n()) * biasSize[i], "db of the fused update");
    }

    private static void longBatch(Fixture fixture) {
        double[] tenths = new double[LONG];
        Arrays.fill(tenths, fixture.round(0.1));
        DenseData data = new DenseData(LONG, 1, 1, tenths, new double[1], new double[1], tenths, new double[1]);
        compare(fixture, data, fixture.accuracy().sum(LONG), "db", (t, d) -> backwardParameters(t, d, true)[1]);
    }

    /** A NaN in the inputs makes only the outputs of its row NaN. */
    private static void notANumber(Fixture fixture) {
        DenseData data = DenseData.normal(fixture, 5, 4, 3);
        data.x()[2 * 4 + 1] = Double.NaN;
        double[] y = forward(fixture, data, true);
        List<Integer> row = List.of(6, 7, 8);
        for (int i = 0; i < y.length; i++) {
            assertEquals(row.contains(i), Double.isNaN(y[i]), "y [" + i + "] = " + y[i]);
        }
    }
}
