package bn.conformance.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Pooling;
import bn.api.kernel.PoolingKernel;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import bn.conformance.check.Fixture;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference by hand and by finite differences. */
class ReferencePoolingTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final Shape THREE = Shape.of(1, 1, 3, 3);
    private static final double[] DIGITS = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    /** 2 x 2 outputs of 3 x 3 inputs: whole windows start in the padding of one row and one column. */
    private static final Window CORNERS = new Window(new WindowAxis(2, 2, 1, 1, 0), new WindowAxis(2, 2, 1, 1, 0));

    private final Fixture fixture = Fixture.reference();
    private final PoolingKernel kernel = fixture.backend().optional(PoolingKernel.class).orElseThrow();

    private double[] forward(Pooling pooling, Window window, Shape shape, double[] x) {
        Tensor y = fixture.blank(window.outputs(shape, shape.size(1)));
        kernel.forward(pooling, window, fixture.tensor(shape, x), y);
        return y.toDoubles();
    }

    private double[] backward(Pooling pooling, Window window, Shape shape, double[] x, double[] dy) {
        Shape outputs = window.outputs(shape, shape.size(1));
        Tensor dx = fixture.blank(shape);
        kernel.backward(pooling, window, fixture.tensor(shape, x), fixture.tensor(outputs, forward(pooling, window, shape, x)),
                fixture.tensor(outputs, dy), dx);
        return dx.toDoubles();
    }

    @Test
    void smallOnesByHand() {
        assertArrayEquals(new double[] {1, 3, 7, 9}, forward(Pooling.MAX, CORNERS, THREE, DIGITS));
        assertArrayEquals(new double[] {1, 2.5, 5.5, 7}, forward(Pooling.AVERAGE, CORNERS, THREE, DIGITS));
        assertArrayEquals(new double[] {0.25, 1.25, 2.75, 7},
                forward(Pooling.AVERAGE_WITH_PADDING, CORNERS, THREE, DIGITS));
        double[] negative = {-1, -2, -3, -4, -5, -6, -7, -8, -9};
        assertArrayEquals(new double[] {-1, -2, -4, -5}, forward(Pooling.MAX, CORNERS, THREE, negative));
    }

    @Test
    void aDilatedWindowOfAllCorners() {
        Window dilated = new Window(new WindowAxis(2, 1, 2, 0, 0), new WindowAxis(2, 1, 2, 0, 0));
        assertArrayEquals(new double[] {9}, forward(Pooling.MAX, dilated, THREE, DIGITS));
        assertArrayEquals(new double[] {5}, forward(Pooling.AVERAGE, dilated, THREE, new double[] {2, 0, 4, 0, 0, 0, 6, 0, 8}));
    }

    @Test
    void theFirstOfEqualElementsGetsTheGradient() {
        Window whole = Window.square(3, 1, 0);
        double[] x = {1, 7, 2, 7, 7, 3, 0, 0, 7};
        assertArrayEquals(new double[] {0, 5, 0, 0, 0, 0, 0, 0, 0}, backward(Pooling.MAX, whole, THREE, x, new double[] {5}));
        double[] least = new double[9];
        Arrays.fill(least, -INFINITY);
        assertArrayEquals(new double[] {-INFINITY}, forward(Pooling.MAX, whole, THREE, least));
        assertArrayEquals(new double[] {5, 0, 0, 0, 0, 0, 0, 0, 0},
                backward(Pooling.MAX, whole, THREE, least, new double[] {5}));
    }

    @Test
    void notANumberIsTheLargest() {
        double[] x = {1, 2, 3, 4, Double.NaN, 6, 7, 8, INFINITY};
        assertArrayEquals(new double[] {Double.NaN}, forward(Pooling.MAX, Window.square(3, 1, 0), THREE, x));
        assertArrayEquals(new double[] {1, 3, 7, Double.NaN}, forward(Pooling.MAX, CORNERS, THREE, x));
    }

    /** All elements differ by more than the step, so none of the largest changes. */
    @ParameterizedTest
    @EnumSource
    void gradientsAreThoseOfFiniteDifferences(Pooling pooling) {
        Window window = new Window(new WindowAxis(3, 2, 1, 1, 2), new WindowAxis(2, 1, 2, 0, 1));
        Shape shape = Shape.of(2, 2, 5, 6);
        double[] x = fixture.normal(shape.elements(), 0, 1, 1);
        double[] dy = fixture.normal(window.outputs(shape, 2).elements(), 0, 1, 2);
        FiniteDifferences.assertGradient(changed -> forward(pooling, window, shape, changed), x, dy,
                backward(pooling, window, shape, x, dy), 1e-5);
    }

    @Test
    void theGlobalAverageIsThatOfAWindowAsLargeAsTheInput() {
        Window whole = new Window(new WindowAxis(3, 1, 1, 0, 0), new WindowAxis(4, 1, 1, 0, 0));
        Shape shape = Shape.of(2, 3, 3, 4);
        double[] x = fixture.normal(shape.elements(), 0, 1, 1);
        double[] dy = fixture.normal(6, 0, 1, 2);
        Tensor y = fixture.blank(Shape.of(2, 3));
        kernel.globalAverage(fixture.tensor(shape, x), y);
        assertArrayEquals(forward(Pooling.AVERAGE, whole, shape, x), y.toDoubles(), 1e-15);
        Tensor dx = fixture.blank(shape);
        kernel.globalAverageBackward(fixture.tensor(Shape.of(2, 3), dy), dx);
        assertArrayEquals(backward(Pooling.AVERAGE, whole, shape, x, dy), dx.toDoubles(), 1e-15);
    }
}
