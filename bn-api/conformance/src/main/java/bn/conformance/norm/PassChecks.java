package bn.conformance.norm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.conformance.check.Closeness;
import bn.conformance.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/** Training, inference and closing of a normalization. */
public final class PassChecks {
    private static final int ROWS = 6;

    private PassChecks() {}

    /** All checks. */
    public static Stream<DynamicTest> of(NormalizationUnderTest underTest) {
        return Stream.of(
                underTest.test("inference changes nothing", PassChecks::inferenceChangesNothing),
                underTest.test("inference does not depend on the rest of the batch", PassChecks::rowsAreApart),
                underTest.test("NaN and infinity are not hidden", PassChecks::notANumber),
                underTest.test("float32 is close to float64", PassChecks::float32),
                underTest.test("closing frees all, and twice is harmless", PassChecks::closed));
    }

    private static void inferenceChangesNothing(NormalizationFixture t) {
        t.step(ROWS, 1);
        Map<String, double[]> before = t.normalization.state();
        double[] inputs = t.inputs(4, 3);
        double[] first = t.infer(inputs);
        Closeness.assertSame(inputs, t.x.rows(0, 4).toDoubles(), "inputs");
        Closeness.assertSame(first, t.infer(inputs), "inference again");
        t.normalization.state().forEach((name, values) -> Closeness.assertSame(before.get(name), values, name));
    }

    /** An example alone gives, up to a few roundings, the same outputs as among others. */
    private static void rowsAreApart(NormalizationFixture t) {
        t.step(ROWS, 1);
        double[] inputs = t.inputs(ROWS, 3);
        double[] all = t.infer(inputs);
        int width = inputs.length / ROWS;
        double error = t.fixture.accuracy().elementwise();
        for (int row = 0; row < ROWS; row++) {
            double[] expected = Arrays.copyOfRange(all, row * width, (row + 1) * width);
            double[] alone = t.infer(Arrays.copyOfRange(inputs, row * width, (row + 1) * width));
            Closeness.assertClose(expected, alone, i -> error * (1 + Math.abs(expected[i])), "row " + row + " alone");
        }
    }

    private static void notANumber(NormalizationFixture t) {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] inputs = t.inputs(ROWS, 1);
            inputs[4] = bad;
            assertTrue(!Double.isFinite(t.forward(inputs)[4]), "the output of " + bad + " in training is finite");
            try (NormalizationFixture other = t.underTest.on(t.backend, t.spec.dtype())) {
                other.step(ROWS, 1);
                assertTrue(!Double.isFinite(other.infer(inputs)[4]), "the output of " + bad + " in inference is finite");
            }
        }
    }

    /**
     * Inputs and parameters are exact in float32. Sums over such a batch are exact to 640 roundings of the largest term; results
     * computed from them get a few more.
     */
    private static void float32(NormalizationFixture t) {
        if (!t.backend.device().dtypes().contains(DType.FLOAT32)) {
            throw new TestAbortedException("skipped: the backend has no float32");
        }
        try (NormalizationFixture other = t.underTest.on(t.backend, DType.FLOAT32)) {
            t.moveParameters();
            other.moveParameters();
            List<double[]> expected = t.step(ROWS, 1);
            List<double[]> actual = other.step(ROWS, 1);
            for (int k = 0; k < expected.size(); k++) {
                double largest = 1 + Arrays.stream(expected.get(k)).map(Math::abs).max().orElse(0);
                Closeness.assertClose(expected.get(k), actual.get(k), i -> 1000 * DType.FLOAT32.epsilon() * largest, "result "
                        + k);
            }
        }
    }

    private static void closed(NormalizationFixture t) {
        try (Backend backend = new ReferenceBackend()) {
            ReferenceBackend counting = (ReferenceBackend) backend;
            try (NormalizationFixture other = t.underTest.on(backend, DType.FLOAT64)) {
                other.step(ROWS, 1);
                other.normalization.close();
                other.normalization.close();
                assertEquals(4, counting.openTensors(), "tensors open in addition to the test's own x, y, dy and dx");
            }
        }
        t.normalization.close();
        t.normalization.close();
    }
}
