package bn.conformance.norm;

import bn.api.Tensor;
import bn.api.norm.Parameter;
import bn.conformance.check.Closeness;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Gradients of a normalization: compared with finite differences, repeated, and in place. */
public final class GradientChecks {
    /**
     * Step h of central differences of fourth order: the truncation error is about h^4 |f'''''| / 30, the rounding error 2^-52
     * |f| / h. With values of order 10 and fifth derivatives up to 10,000 both are below TOLERANCE.
     */
    private static final double STEP = 1e-3;
    private static final double TOLERANCE = 1e-9;

    private GradientChecks() {}

    /** All checks. */
    public static Stream<DynamicTest> of(NormalizationUnderTest underTest) {
        return Stream.of(
                underTest.test("the gradients are those of finite differences", GradientChecks::differences),
                underTest.test("gradients are overwritten, and dx may be dy", GradientChecks::inPlace),
                underTest.test("backward does not change inputs and dy", GradientChecks::argumentsStay));
    }

    /**
     * Derivatives of sum (dy y) with respect to every input and every parameter, also a fixed gamma, each from the same state.
     */
    private static void differences(NormalizationFixture t) {
        t.moveParameters();
        Map<String, double[]> state = t.normalization.state();
        double[] inputs = t.inputs(5, 1);
        double[] outputGradients = t.outputGradients(5, 2);
        t.forward(inputs);
        double[] dx = t.backward(outputGradients);
        List<double[]> gradients = t.gradients();
        compare(dx, inputs, moved -> {
            t.normalization.restore(state);
            return dot(outputGradients, t.forward(moved));
        }, "dx");
        for (int p = 0; p < gradients.size(); p++) {
            Parameter parameter = t.parameters().get(p);
            double[] values = parameter.value().toDoubles();
            compare(gradients.get(p), values, moved -> {
                t.normalization.restore(state);
                parameter.value().upload(moved, 0);
                return dot(outputGradients, t.forward(inputs));
            }, "gradient of " + parameter.role());
        }
    }

    private static void compare(double[] gradient, double[] at, ToDoubleFunction<double[]> f, String what) {
        double[] differences = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            differences[i] = (8 * (moved(f, at, i, STEP) - moved(f, at, i, -STEP))
                    - (moved(f, at, i, 2 * STEP) - moved(f, at, i, -2 * STEP))) / (12 * STEP);
        }
        Closeness.assertClose(differences, gradient, i -> TOLERANCE * (1 + Math.abs(differences[i])), what);
    }

    private static double moved(ToDoubleFunction<double[]> f, double[] at, int i, double by) {
        double[] x = at.clone();
        x[i] += by;
        return f.applyAsDouble(x);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void inPlace(NormalizationFixture t) {
        t.moveParameters();
        t.forward(t.inputs(6, 1));
        double[] dx = t.backward(t.outputGradients(6, 2));
        List<double[]> gradients = t.gradients();
        int rows = t.upload(t.dy, t.outputGradients(6, 2));
        Tensor dy = t.dy.rows(0, rows);
        t.normalization.backward(t.x.rows(0, rows), dy, dy);
        Closeness.assertSame(dx, dy.toDoubles(), "dx in place");
        for (int p = 0; p < gradients.size(); p++) {
            Closeness.assertSame(gradients.get(p), t.gradients().get(p), "gradient of " + t.parameters().get(p).role()
                    + " again");
        }
    }

    private static void argumentsStay(NormalizationFixture t) {
        double[] inputs = t.inputs(6, 1);
        double[] outputGradients = t.outputGradients(6, 2);
        t.forward(inputs);
        t.backward(outputGradients);
        Closeness.assertSame(inputs, t.x.rows(0, 6).toDoubles(), "inputs");
        Closeness.assertSame(outputGradients, t.dy.rows(0, 6).toDoubles(), "dy");
    }
}
