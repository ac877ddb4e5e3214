package example.norm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.norm.Affine;
import bn.api.norm.Normalization;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.NormalizationSpec;
import bn.conformance.reference.ReferenceBackend;
import example.backend.PlainBackendProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What RMSNorm computes: the suite knows what normalizations have in common, not what this one is. */
class RmsNormalizationTest {
    private static final double FIXED_GAMMA = 0.5;
    /** Few roundings of numbers of order 1. */
    private static final double ROUNDING = 8 * DType.FLOAT64.epsilon();

    /** Outputs, then dx, then the gradient with respect to gamma, of two examples; gamma is fixed. */
    private static List<double[]> pass(Backend backend, DType dtype, Shape shape, double eps, double[] x, double[] dy) {
        int spatialSize = shape.rank() == 3 ? shape.size(2) : 1;
        NormalizationOptions options = NormalizationOptions.pytorch().withEps(eps).withAffine(Affine.fixedGamma(FIXED_GAMMA));
        NormalizationSpec spec = new NormalizationSpec(dtype, shape.size(1), spatialSize, shape.size(0), options);
        try (backend;
                Normalization norm = new RmsNormalizationProvider().create(backend, spec);
                Tensor inputs = backend.allocate(dtype, shape);
                Tensor outputs = backend.allocate(dtype, shape);
                Tensor slopes = backend.allocate(dtype, shape)) {
            inputs.upload(x, 0);
            slopes.upload(dy, 0);
            List<double[]> results = new ArrayList<>();
            norm.forward(inputs, outputs);
            results.add(outputs.toDoubles());
            norm.backward(inputs, slopes, outputs);
            results.add(outputs.toDoubles());
            results.add(norm.gamma().orElseThrow().gradient().toDoubles());
            return results;
        }
    }

    @Test
    void dividesEachExampleByItsRootMeanSquare() {
        // Squares 1, 1, 49, 49 have the mean 25, with eps 0; 0, 0, 0, 0 stay 0.
        double[] x = {1, -1, 7, 7, 0, 0, 0, 0};
        double[] dy = {1, 0, 0, 0, 1, 1, 1, 1};
        List<double[]> results = pass(new ReferenceBackend(), DType.FLOAT64, Shape.of(2, 2, 2), 0, x, dy);
        assertArrayEquals(new double[] {0.1, -0.1, 0.7, 0.7, 0, 0, 0, 0}, results.get(0), ROUNDING);
        // xhat = 0.2, -0.2, 1.4, 1.4; g = 0.5, 0, 0, 0; mean(g xhat) = 0.025; dx = (g - 0.025 xhat) / 5.
        double[] dx = {0.099, 0.001, -0.007, -0.007, 0, 0, 0, 0};
        assertArrayEquals(dx, results.get(1), ROUNDING);
        assertArrayEquals(new double[] {0.2, 0}, results.get(2), ROUNDING);
    }

    @Test
    void addsEpsToTheMeanSquare() {
        double[] y = pass(new ReferenceBackend(), DType.FLOAT64, Shape.of(1, 2), 9, new double[] {4, 4}, new double[2]).get(0);
        assertArrayEquals(new double[] {0.4, 0.4}, y, ROUNDING);
    }

    /** It computes on the host, so the backend decides nothing but the rounding of what it stores. */
    @Test
    void hasTheSameBitsOnAnyBackend() {
        double[] x = {1.5, -2, 0.1f, 3, 0.7f, -0.3f};
        double[] dy = {0.2f, 1, -1, 0.5, 0.3f, 2};
        List<double[]> expected = pass(new ReferenceBackend(Set.of(DType.FLOAT32)), DType.FLOAT32, Shape.of(2, 3), 1e-5, x, dy);
        List<double[]> actual = pass(new PlainBackendProvider().open(BackendOptions.DEFAULT), DType.FLOAT32, Shape.of(2, 3), 1e-5,
                x, dy);
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i));
        }
    }

    @Test
    void isFoundOnTheClassPath() {
        NormalizationProvider found = NormalizationProvider.load(getClass().getClassLoader()).get("rms");
        assertInstanceOf(RmsNormalizationProvider.class, found);
        assertEquals("rms", found.name());
    }
}
