package bn.conformance.norm;

import bn.api.Tensor;
import bn.api.norm.ReluNormalization;
import bn.conformance.check.Closeness;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/** A normalization fused with the following ReLU, compared with the two one after the other. */
public final class FusedReluChecks {

    private FusedReluChecks() {}

    /** All checks. */
    public static Stream<DynamicTest> of(NormalizationUnderTest underTest) {
        return Stream.of(
                underTest.test("training with the fused ReLU equals a normalization followed by ReLU", FusedReluChecks::training),
                underTest.test("inference with the fused ReLU equals a normalization followed by ReLU",
                        FusedReluChecks::inference));
    }

    /** Forward and backward pass from the same state; results are of order 1 and may differ by a few roundings. */
    private static void training(NormalizationFixture t) {
        ReluNormalization fused = fused(t);
        t.moveParameters();
        Map<String, double[]> state = t.normalization.state();
        double[] outputGradients = t.outputGradients(6, 2);
        double[] y = t.forward(t.inputs(6, 1));
        double[] stopped = outputGradients.clone();
        Arrays.setAll(stopped, i -> y[i] > 0 ? outputGradients[i] : 0);
        double[] dx = t.backward(stopped);
        List<double[]> gradients = t.gradients();

        t.normalization.restore(state);
        int rows = t.upload(t.dy, outputGradients);
        Tensor x = t.x.rows(0, rows);
        Tensor ys = t.y.rows(0, rows);
        fused.forwardRelu(x, ys);
        fused.backwardRelu(x, ys, t.dy.rows(0, rows), t.dx.rows(0, rows));
        assertClose(t, relu(y), ys.toDoubles(), "y");
        assertClose(t, dx, t.dx.rows(0, rows).toDoubles(), "dx");
        for (int p = 0; p < gradients.size(); p++) {
            assertClose(t, gradients.get(p), t.gradients().get(p), "gradient of " + t.parameters().get(p).role());
        }
    }

    private static void inference(NormalizationFixture t) {
        ReluNormalization fused = fused(t);
        t.moveParameters();
        t.step(5, 3);
        double[] y = t.infer(t.inputs(6, 1));
        Tensor ys = t.y.rows(0, 6);
        fused.inferRelu(t.x.rows(0, 6), ys);
        assertClose(t, relu(y), ys.toDoubles(), "y");
    }

    private static ReluNormalization fused(NormalizationFixture t) {
        if (t.normalization instanceof ReluNormalization fused) {
            return fused;
        }
        throw new TestAbortedException("skipped: " + t.underTest.provider().name() + " has no fused ReLU");
    }

    private static void assertClose(NormalizationFixture t, double[] expected, double[] actual, String what) {
        double bound = 100 * t.fixture.accuracy().unit();
        Closeness.assertClose(expected, actual, i -> bound * (1 + Math.abs(expected[i])), what + " of the fused ReLU");
    }

    private static double[] relu(double[] values) {
        return Arrays.stream(values).map(value -> Math.max(value, 0)).toArray();
    }
}
