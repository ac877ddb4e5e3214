package bn.conformance.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Convolution;
import bn.api.kernel.ConvolutionKernel;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import bn.conformance.check.Fixture;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The reference by hand, by other kernels, and by what padding, stride, dilation and groups mean. */
class ReferenceConvolutionTest {
    private static final double CLOSE = 1e-12;
    private static final Convolution PLAIN = Convolution.square(3, 1, 0);
    /** Everything at once: stride, dilation and padding that differ from axis to axis and from side to side, and groups. */
    private static final Convolution GENERAL = new Convolution(
            new Window(new WindowAxis(2, 2, 2, 1, 0), new WindowAxis(3, 3, 1, 0, 2)), 2);

    private final Fixture fixture = Fixture.reference();
    private final ConvolutionKernel kernel = fixture.backend().optional(ConvolutionKernel.class).orElseThrow();

    private double[] normal(Shape shape, long seed) {
        return fixture.normal(shape.elements(), 0, 1, seed);
    }

    private double[] forward(Convolution convolution, Shape shape, double[] x, Shape weights, double[] w) {
        Tensor y = fixture.blank(convolution.window().outputs(shape, weights.size(0)));
        kernel.forward(convolution, fixture.tensor(shape, x), fixture.tensor(weights, w), null, y);
        return y.toDoubles();
    }

    private double[] backwardInput(Convolution convolution, Shape outputs, double[] dy, Shape weights, double[] w, Shape inputs) {
        Tensor dx = fixture.blank(inputs);
        kernel.backwardInput(convolution, fixture.tensor(outputs, dy), fixture.tensor(weights, w), dx);
        return dx.toDoubles();
    }

    private double[] backwardWeights(Convolution convolution, Shape inputs, double[] x, Shape outputs, double[] dy,
            Shape weights) {
        Tensor dWeights = fixture.blank(weights);
        kernel.backwardParameters(convolution, fixture.tensor(inputs, x), fixture.tensor(outputs, dy), dWeights, null);
        return dWeights.toDoubles();
    }

    @Test
    void aSmallOneByHand() {
        Tensor y = fixture.blank(Shape.of(1, 2, 2, 2));
        kernel.forward(Convolution.square(2, 1, 0), fixture.tensor(Shape.of(1, 1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9),
                fixture.tensor(Shape.of(2, 1, 2, 2), 1, 2, 3, 4, 0, 0, 0, -1), fixture.tensor(Shape.of(2), 0.5, 10), y);
        assertArrayEquals(new double[] {37.5, 47.5, 67.5, 77.5, 5, 4, 2, 1}, y.toDoubles());
    }

    @Test
    void theGradientWithRespectToTheBiasIsASumOverImagesAndPositions() {
        Tensor dBias = fixture.blank(Shape.of(2));
        kernel.backwardParameters(Convolution.square(1, 1, 0), fixture.tensor(Shape.of(2, 1, 1, 2), 0, 0, 0, 0),
                fixture.tensor(Shape.of(2, 2, 1, 2), 1, 2, 3, 4, 10, 20, 30, 40), fixture.blank(Shape.of(2, 1, 1, 1)), dBias);
        assertArrayEquals(new double[] {33, 77}, dBias.toDoubles());
    }

    @Test
    void aWindowAsLargeAsTheInputIsADenseLayer() {
        Shape x = Shape.of(3, 2, 3, 4);
        Shape w = Shape.of(5, 2, 3, 4);
        Convolution whole = new Convolution(new Window(new WindowAxis(3, 1, 1, 0, 0), new WindowAxis(4, 1, 1, 0, 0)), 1);
        Tensor flatX = fixture.tensor(Shape.of(3, 24), normal(x, 1));
        Tensor flatW = fixture.tensor(Shape.of(5, 24), normal(w, 2));
        Tensor y = fixture.blank(Shape.of(3, 5));
        fixture.backend().dense().forward(flatX, flatW, null, y);
        assertArrayEquals(y.toDoubles(), forward(whole, x, normal(x, 1), w, normal(w, 2)), CLOSE);

        Shape outputs = Shape.of(3, 5, 1, 1);
        Tensor dy = fixture.tensor(Shape.of(3, 5), normal(outputs, 3));
        Tensor dx = fixture.blank(Shape.of(3, 24));
        fixture.backend().dense().backwardInput(dy, flatW, dx);
        assertArrayEquals(dx.toDoubles(), backwardInput(whole, outputs, normal(outputs, 3), w, normal(w, 2), x), CLOSE);
        Tensor dWeights = fixture.blank(Shape.of(5, 24));
        fixture.backend().dense().backwardParameters(flatX, dy, dWeights, null);
        assertArrayEquals(dWeights.toDoubles(), backwardWeights(whole, x, normal(x, 1), outputs, normal(outputs, 3), w), CLOSE);
    }

    /** The channels of a position are the inputs of a dense layer. */
    @Test
    void aWindowOfOnePositionIsADenseLayerAtEachPosition() {
        Shape shape = Shape.of(2, 3, 2, 5);
        Shape weights = Shape.of(4, 3, 1, 1);
        double[] x = normal(shape, 1);
        double[] w = normal(weights, 2);
        double[] y = forward(Convolution.square(1, 1, 0), shape, x, weights, w);
        for (int n = 0; n < 2; n++) {
            for (int e = 0; e < 10; e++) {
                Tensor dense = fixture.blank(Shape.of(1, 4));
                fixture.backend().dense().forward(fixture.tensor(Shape.of(1, 3), x[n * 30 + e], x[n * 30 + 10 + e],
                        x[n * 30 + 20 + e]), fixture.tensor(Shape.of(4, 3), w), null, dense);
                for (int o = 0; o < 4; o++) {
                    assertArrayEquals(new double[] {dense.toDoubles()[o]}, new double[] {y[(n * 4 + o) * 10 + e]}, CLOSE);
                }
            }
        }
    }

    @Test
    void paddingIsZerosAroundTheInputs() {
        Window window = new Window(new WindowAxis(3, 1, 1, 2, 1), new WindowAxis(3, 1, 1, 0, 4));
        Shape shape = Shape.of(1, 1, 4, 5);
        Shape padded = Shape.of(1, 1, 7, 9);
        double[] x = normal(shape, 1);
        double[] around = new double[63];
        for (int i = 0; i < 4; i++) {
            System.arraycopy(x, i * 5, around, (i + 2) * 9, 5);
        }
        Shape weights = Shape.of(1, 1, 3, 3);
        double[] w = normal(weights, 2);
        assertArrayEquals(forward(PLAIN, padded, around, weights, w),
                forward(new Convolution(window, 1), shape, x, weights, w), CLOSE);
    }

    @Test
    void aStrideLeavesOutputsOut() {
        Shape shape = Shape.of(1, 1, 8, 8);
        Shape weights = Shape.of(1, 1, 3, 3);
        double[] all = forward(PLAIN, shape, normal(shape, 1), weights, normal(weights, 2));
        Window window = new Window(new WindowAxis(3, 2, 1, 0, 0), new WindowAxis(3, 3, 1, 0, 0));
        double[] some = forward(new Convolution(window, 1), shape, normal(shape, 1), weights, normal(weights, 2));
        assertArrayEquals(new double[] {all[0], all[3], all[12], all[15], all[24], all[27]}, some, CLOSE);
    }

    @Test
    void aDilationPutsZerosBetweenTheWeights() {
        Shape shape = Shape.of(1, 1, 8, 8);
        Window dilated = new Window(new WindowAxis(2, 1, 3, 0, 0), new WindowAxis(2, 1, 2, 0, 0));
        Window spread = new Window(new WindowAxis(4, 1, 1, 0, 0), new WindowAxis(3, 1, 1, 0, 0));
        assertArrayEquals(
                forward(new Convolution(spread, 1), shape, normal(shape, 1), Shape.of(1, 1, 4, 3), new double[] {1, 0, 2, 0, 0, 0,
                        0, 0, 0, 3, 0, 4}),
                forward(new Convolution(dilated, 1), shape, normal(shape, 1), Shape.of(1, 1, 2, 2), new double[] {1, 2, 3, 4}),
                CLOSE);
    }

    @Test
    void groupsAreConvolutionsOfTheirOwn() {
        Shape part = Shape.of(1, 2, 4, 4);
        Shape partWeights = Shape.of(3, 2, 3, 3);
        double[] x = normal(Shape.of(1, 4, 4, 4), 1);
        double[] w = normal(Shape.of(6, 2, 3, 3), 2);
        double[] grouped = forward(new Convolution(PLAIN.window(), 2), Shape.of(1, 4, 4, 4), x, Shape.of(6, 2, 3, 3), w);
        for (int g = 0; g < 2; g++) {
            double[] alone = forward(PLAIN, part, Arrays.copyOfRange(x, g * 32, g * 32 + 32), partWeights,
                    Arrays.copyOfRange(w, g * 54, g * 54 + 54));
            assertArrayEquals(alone, Arrays.copyOfRange(grouped, g * 12, g * 12 + 12), CLOSE);
        }
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        Shape inputs = Shape.of(2, 4, 5, 6);
        Shape weights = Shape.of(6, 2, 2, 3);
        Shape outputs = GENERAL.window().outputs(inputs, 6);
        double[] x = normal(inputs, 1);
        double[] w = normal(weights, 2);
        double[] dy = normal(outputs, 3);
        FiniteDifferences.assertGradient(changed -> forward(GENERAL, inputs, changed, weights, w), x, dy,
                backwardInput(GENERAL, outputs, dy, weights, w, inputs), 1);
        FiniteDifferences.assertGradient(changed -> forward(GENERAL, inputs, x, weights, changed), w, dy,
                backwardWeights(GENERAL, inputs, x, outputs, dy, weights), 1);
    }
}
