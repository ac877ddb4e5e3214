package bn.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.Shape;
import bn.api.Tensor;
import bn.conformance.check.BackendUnderTest;
import bn.conformance.check.Closeness;
import bn.conformance.check.Fixture;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Tensors: uploads and downloads, views, and memory. */
public final class TensorChecks {
    private static final double[] DOUBLES = {9, 0.1, -1e-3, 16777217, 1e300, -1e-300, Double.NaN, Double.NEGATIVE_INFINITY};
    private static final float[] FLOATS = {9, 0.1f, -1e-3f, 16777216, 1e30f, -1e-30f, Float.NaN, Float.NEGATIVE_INFINITY};
    private static final int CYCLES = 300;
    private static final int CYCLE_ELEMENTS = 1 << 18;

    private TensorChecks() {}

    /** All checks. */
    public static Stream<DynamicNode> of(BackendUnderTest underTest) {
        return Stream.of(
                underTest.test("has its shape and dtype", 0, TensorChecks::shapeAndDType),
                underTest.test("is zeros when new, also if memory is reused", 90_000, TensorChecks::zeros),
                underTest.test("rounds to nearest in uploads and downloads", 0, TensorChecks::conversion),
                underTest.test("takes offsets, and leaves the rest of an array alone", 0, TensorChecks::offsets),
                underTest.test("rejects arrays that are too short", 0, TensorChecks::shortArrays),
                underTest.test("has read its source when the upload returns", 1 << 20, TensorChecks::sourceIsFree),
                underTest.test("has rows that share its storage", 0, TensorChecks::rows),
                underTest.test("rejects rows that it does not have", 0, TensorChecks::wrongRows),
                underTest.test("frees its memory when it is closed", (long) CYCLES * CYCLE_ELEMENTS, TensorChecks::cycles));
    }

    private static void shapeAndDType(Fixture fixture) {
        Tensor tensor = fixture.tensor(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        assertEquals(Shape.of(2, 3), tensor.shape());
        assertEquals(fixture.dtype(), tensor.dtype());
    }

    private static void zeros(Fixture fixture) {
        Shape shape = Shape.of(7, 3001);
        double[] ones = new double[7 * 3001];
        Arrays.fill(ones, 1);
        for (int i = 0; i < 4; i++) {
            try (Tensor tensor = fixture.backend().allocate(fixture.dtype(), shape)) {
                Closeness.assertSame(new double[ones.length], tensor.toDoubles(), "new tensor " + i);
                tensor.upload(ones, 0);
            }
        }
    }

    private static void conversion(Fixture fixture) {
        Tensor tensor = fixture.tensor(Shape.of(DOUBLES.length), DOUBLES);
        Closeness.assertSame(Arrays.stream(DOUBLES).map(fixture::round).toArray(), tensor.toDoubles(), "double[] to double[]");
        float[] floats = new float[DOUBLES.length];
        tensor.download(floats, 0);
        Closeness.assertSame(Arrays.stream(DOUBLES).map(d -> (float) d).toArray(), wide(floats), "double[] to float[]");
        tensor.upload(FLOATS, 0);
        tensor.download(floats, 0);
        Closeness.assertSame(wide(FLOATS), wide(floats), "float[] to float[]");
        Closeness.assertSame(wide(FLOATS), tensor.toDoubles(), "float[] to double[]");
    }

    private static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    private static void offsets(Fixture fixture) {
        Tensor tensor = fixture.tensor(Shape.of(2), 0, 0);
        tensor.upload(new double[] {1, 2, 3, 4}, 1);
        double[] doubles = {7, 7, 7, 7, 7};
        tensor.download(doubles, 2);
        Closeness.assertSame(new double[] {7, 7, 2, 3, 7}, doubles, "double[]");
        tensor.upload(new float[] {1, 2, 3, 4}, 2);
        float[] floats = {7, 7, 7, 7, 7};
        tensor.download(floats, 1);
        Closeness.assertSame(new double[] {7, 3, 4, 7, 7}, wide(floats), "float[]");
    }

    private static void shortArrays(Fixture fixture) {
        Tensor tensor = fixture.tensor(Shape.of(3), 1, 2, 3);
        assertThrows(IndexOutOfBoundsException.class, () -> tensor.upload(new double[4], 2));
        assertThrows(IndexOutOfBoundsException.class, () -> tensor.upload(new float[2], 0));
        assertThrows(IndexOutOfBoundsException.class, () -> tensor.upload(new float[4], -1));
        assertThrows(IndexOutOfBoundsException.class, () -> tensor.download(new double[2], 0));
        assertThrows(IndexOutOfBoundsException.class, () -> tensor.download(new float[4], 2));
        Closeness.assertSame(new double[] {1, 2, 3}, tensor.toDoubles(), "after rejected uploads");
    }

    /**
     * A large array, so that a copy that is not complete when the upload returns would read the values written afterwards; both
     * types.
     */
    private static void sourceIsFree(Fixture fixture) {
        int size = 1 << 20;
        double[] doubles = new double[size];
        float[] floats = new float[size];
        Tensor first = fixture.tensor(Shape.of(size), doubles);
        Tensor second = fixture.tensor(Shape.of(size), doubles);
        Arrays.fill(doubles, 1);
        Arrays.fill(floats, 1);
        double[] ones = doubles.clone();
        first.upload(doubles, 0);
        Arrays.fill(doubles, 2);
        second.upload(floats, 0);
        Arrays.fill(floats, 2);
        Closeness.assertSame(ones, first.toDoubles(), "from a double[]");
        Closeness.assertSame(ones, second.toDoubles(), "from a float[]");
    }

    private static void rows(Fixture fixture) {
        Tensor tensor = fixture.tensor(Shape.of(4, 2), 0, 1, 2, 3, 4, 5, 6, 7);
        Tensor middle = tensor.rows(1, 3).rows(0, 2);
        assertEquals(Shape.of(2, 2), middle.shape());
        assertEquals(fixture.dtype(), middle.dtype());
        Closeness.assertSame(new double[] {2, 3, 4, 5}, middle.toDoubles(), "rows of rows");
        middle.upload(new double[] {8, 9, 10, 11}, 0);
        Closeness.assertSame(new double[] {0, 1, 8, 9, 10, 11, 6, 7}, tensor.toDoubles(), "after an upload to the rows");
        middle.close();
        middle.close();
        assertThrows(IllegalStateException.class, middle::toDoubles, "a closed view");
        Closeness.assertSame(new double[] {0, 1, 8, 9, 10, 11, 6, 7}, tensor.toDoubles(), "after the rows were closed");
    }

    private static void wrongRows(Fixture fixture) {
        Tensor tensor = fixture.tensor(Shape.of(4, 2), new double[8]);
        for (int[] wrong : new int[][] {{3, 2}, {-1, 2}, {4, 1}, {Integer.MAX_VALUE, 1}}) {
            assertThrows(IndexOutOfBoundsException.class, () -> tensor.rows(wrong[0], wrong[1]));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> tensor.rows(0, 3).rows(2, 2));
    }

    /** Allocates in total much more than is open at any time: a backend that leaks memory runs out of it, or becomes slow. */
    private static void cycles(Fixture fixture) {
        for (int i = 0; i < CYCLES; i++) {
            try (Tensor tensor = fixture.backend().allocate(fixture.dtype(), Shape.of(CYCLE_ELEMENTS))) {
                tensor.rows(i, 1).upload(new double[] {i}, 0);
                assertEquals(i, tensor.rows(i, 1).toDoubles()[0]);
            }
        }
    }
}
