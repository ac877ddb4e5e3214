package bn.conformance.norm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.Shape;
import bn.api.kernel.ChannelStatistics;
import bn.api.norm.Affine;
import bn.api.norm.BatchStatistics;
import bn.api.norm.Parameter;
import bn.conformance.check.Closeness;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/** The state of a normalization: parameters, gamma, batch statistics, and the state for checkpoints. */
public final class StateChecks {

    private StateChecks() {}

    /** All checks. */
    public static Stream<DynamicTest> of(NormalizationUnderTest underTest) {
        return Stream.of(
                underTest.test("parameters have gradients of their shape", StateChecks::parameters),
                underTest.test("gamma is the scale of each channel, learned or fixed as the options say", StateChecks::gamma),
                underTest.test("the batch statistics are those of the batch", StateChecks::statistics),
                underTest.test("training continues from a restored state with the same bits, for all batch sizes",
                        StateChecks::restored),
                underTest.test("the state is a copy", StateChecks::stateIsACopy));
    }

    private static void parameters(NormalizationFixture t) {
        t.step(5, 1);
        for (Parameter parameter : t.parameters()) {
            assertEquals(parameter.value().shape(), parameter.gradient().shape(), parameter.role().toString());
            assertEquals(t.spec.dtype(), parameter.value().dtype(), parameter.role().toString());
            double[] gradient = parameter.gradient().toDoubles();
            assertTrue(Arrays.stream(gradient).allMatch(Double::isFinite), parameter.role() + " is finite");
        }
        assertEquals(t.normalization.parameters().stream().anyMatch(parameter -> parameter.role() == Parameter.Role.GAMMA),
                t.normalization.gamma().isPresent() && t.spec.options().affine().gammaLearned(), "gamma is among the parameters");
    }

    private static void gamma(NormalizationFixture t) {
        Affine affine = t.spec.options().affine();
        Parameter gamma = t.normalization.gamma().orElseThrow(
                () -> new TestAbortedException("skipped: " + t.underTest.provider().name() + " has no gamma, and so no rate"));
        assertEquals(Shape.of(t.spec.channels()), gamma.value().shape());
        assertEquals(Parameter.Role.GAMMA, gamma.role());
        double[] initial = new double[t.spec.channels()];
        Arrays.fill(initial, affine.initialGamma());
        Closeness.assertSame(initial, gamma.value().toDoubles(), "initial gamma");
        assertEquals(affine.gammaLearned(), t.normalization.parameters().stream()
                .anyMatch(parameter -> parameter.value() == gamma.value() && parameter.gradient() == gamma.gradient()));
        t.step(5, 1);
        assertTrue(Arrays.stream(gamma.gradient().toDoubles()).allMatch(gradient -> gradient != 0), "the gradient is filled");
    }

    /** Compared with the mean and variance of the same batch, computed here. */
    private static void statistics(NormalizationFixture t) {
        BatchStatistics statistics = t.normalization.statistics().orElseThrow(
                () -> new TestAbortedException("skipped: " + t.underTest.provider().name() + " has no batch statistics"));
        double[] inputs = t.inputs(6, 1);
        t.forward(inputs);
        int spatialSize = t.spec.spatialSize();
        double[] mean = new double[t.spec.channels()];
        double[] variance = new double[t.spec.channels()];
        double count = 6.0 * spatialSize;
        for (int i = 0; i < inputs.length; i++) {
            mean[i / spatialSize % mean.length] += inputs[i] / count;
        }
        for (int i = 0; i < inputs.length; i++) {
            int c = i / spatialSize % mean.length;
            variance[c] += (inputs[i] - mean[c]) * (inputs[i] - mean[c]) / count;
        }
        ChannelStatistics batch = statistics.batch();
        double bound = 2 * t.fixture.accuracy().sum((long) count);
        Closeness.assertClose(mean, batch.mean().toDoubles(), c -> bound * (Math.abs(mean[c]) + Math.sqrt(variance[c])), "mean");
        Closeness.assertClose(variance, batch.variance().toDoubles(), c -> bound * variance[c], "variance");
    }

    /** Another normalization with the state of a trained one; then both train on batches of different sizes. */
    private static void restored(NormalizationFixture t) {
        t.moveParameters();
        t.step(NormalizationUnderTest.MOST_ROWS, 1);
        t.step(2, 3);
        Map<String, double[]> state = t.normalization.state();
        try (NormalizationFixture other = t.underTest.on(t.backend, t.spec.dtype())) {
            other.step(3, 5);
            other.normalization.restore(state);
            assertState(state, other.normalization.state());
            Closeness.assertSame(t.infer(t.inputs(4, 7)), other.infer(t.inputs(4, 7)), "inference");
            for (int rows : new int[] {5, 2, NormalizationUnderTest.MOST_ROWS}) {
                List<double[]> expected = t.step(rows, rows);
                List<double[]> actual = other.step(rows, rows);
                for (int i = 0; i < expected.size(); i++) {
                    Closeness.assertSame(expected.get(i), actual.get(i), "result " + i + " of a step of " + rows + " rows");
                }
            }
        }
    }

    private static void assertState(Map<String, double[]> expected, Map<String, double[]> actual) {
        assertEquals(expected.keySet(), actual.keySet(), "names of the state");
        expected.forEach((name, values) -> Closeness.assertSame(values, actual.get(name), name));
    }

    private static void stateIsACopy(NormalizationFixture t) {
        t.step(5, 1);
        Map<String, double[]> state = t.normalization.state();
        Map<String, double[]> spoiled = t.normalization.state();
        spoiled.values().forEach(values -> Arrays.fill(values, -1));
        assertState(state, t.normalization.state());
    }
}
