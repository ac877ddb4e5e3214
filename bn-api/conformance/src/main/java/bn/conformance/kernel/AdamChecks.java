package bn.conformance.kernel;

import bn.api.Shape;
import bn.api.kernel.Adam;
import bn.api.kernel.AdamKernel;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Closeness;
import bn.conformance.check.Fixture;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Steps of Adam and AdamW, if the backend has them, each compared with a step of the reference from the same state. */
public final class AdamChecks {
    private static final int[] SIZES = {20_011, 1, 15, 16, 17, 63, 64, 65, 1023, 1025};
    /** The first steps, a late one, and one whose number is no int. */
    private static final long[] NUMBERS = {1, 2, 3, 4, 1000, 3_000_000_000L};
    private static final List<Adam> STEPS = List.of(new Adam(0.001, 0.9, 0.999, 1e-8, 0, false),
            new Adam(0.01, 0.9, 0.999, 1e-8, 0.25, false), new Adam(0.01, 0.9, 0.999, 1e-8, 0.25, true),
            new Adam(0.5, 0.5, 0.25, 0.1, 0, false), new Adam(0.1, 0, 0, 1e-3, 0.1, false),
            new Adam(0, 0.9, 0.99, 1e-8, 0.1, true));

    private AdamChecks() {}

    /** All checks. */
    public static Stream<DynamicNode> of(BackendUnderTest underTest) {
        return underTest.optional(AdamKernel.class, () -> Stream.concat(
                IntStream.of(SIZES).mapToObj(size -> underTest.test("Adam, " + size + " elements", 2L * size,
                        fixture -> check(fixture, Shape.of(size)))),
                Stream.of(underTest.testInViews("Adam, two axes", 2 * 30, fixture -> check(fixture, Shape.of(6, 5))))));
    }

    private static void check(Fixture fixture, Shape shape) {
        for (Adam step : STEPS) {
            double[] zeros = new double[(int) shape.elements()];
            AdamState state = new AdamState(fixture.normal(zeros.length, 0, 1, 1), zeros, zeros);
            for (long number : NUMBERS) {
                double[] gradient = fixture.normal(zeros.length, 0.25, 1, number);
                gradient[zeros.length / 2] = 0;
                state = step(fixture, shape, step, number, state, gradient);
            }
        }
    }

    /** Compares one step; returns the new state on the backend, so that errors do not add up. */
    private static AdamState step(Fixture fixture, Shape shape, Adam step, long number, AdamState before, double[] gradient) {
        AdamState expected = before.after(Fixture.reference(), shape, step, number, gradient);
        AdamState actual = before.after(fixture, shape, step, number, gradient);
        AdamBounds bounds = new AdamBounds(fixture.accuracy(), step, number, before, expected, gradient);
        String name = step + ", step " + number;
        Closeness.assertClose(expected.mean(), actual.mean(), bounds::mean, name + ", mean");
        Closeness.assertClose(expected.variance(), actual.variance(), bounds::variance, name + ", variance");
        Closeness.assertClose(expected.parameter(), actual.parameter(), bounds::parameter, name + ", parameter");
        return actual;
    }
}
