package bn.conformance.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.conformance.check.Fixture;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference at points with simple values, by finite differences, and at kinks. */
class ReferenceActivationTest {
    private final Fixture fixture = Fixture.reference();

    private double[] forward(Activation activation, double... x) {
        Tensor y = fixture.blank(Shape.of(x.length));
        fixture.backend().activation().forward(activation, fixture.tensor(Shape.of(x.length), x), y);
        return y.toDoubles();
    }

    /** The derivatives at x, by a backward pass of gradients that are 1. */
    private double[] derivatives(Activation activation, double... x) {
        double[] ones = new double[x.length];
        Arrays.fill(ones, 1);
        double[] saved = activation.usesInput() ? x : forward(activation, x);
        Tensor dx = fixture.blank(Shape.of(x.length));
        fixture.backend().activation().backward(activation, fixture.tensor(Shape.of(x.length), saved),
                fixture.tensor(Shape.of(x.length), ones), dx);
        return dx.toDoubles();
    }

    static Stream<Activation> all() {
        return Stream.concat(Stream.of(Activation.RELU6, Activation.HARD_SIGMOID, Activation.leakyRelu(0.125)),
                Stream.of(Activation.Kind.values()).filter(kind -> kind != Activation.Kind.CLIP
                        && kind != Activation.Kind.HARD_SIGMOID && kind != Activation.Kind.LEAKY_RELU)
                        .map(kind -> new Activation(kind, 0, 0)));
    }

    @Test
    void valuesAtSimplePoints() {
        double[] x = {-8, -Math.log(3), 0, Math.log(3), 8};
        assertArrayEquals(x, forward(Activation.IDENTITY, x));
        assertArrayEquals(new double[] {0, 0, 0, x[3], 8}, forward(Activation.RELU, x));
        assertArrayEquals(new double[] {0, 0, 0, x[3], 6}, forward(Activation.RELU6, x));
        assertArrayEquals(new double[] {-1, x[1] / 8, 0, x[3], 8}, forward(Activation.leakyRelu(0.125), x));
        assertArrayEquals(new double[] {0.25, 0.5, 0.75}, forward(Activation.SIGMOID, x[1], 0, x[3]), 1e-15);
        assertArrayEquals(new double[] {-0.8, 0, 0.8}, forward(Activation.TANH, x[1], 0, x[3]), 1e-15);
        assertArrayEquals(new double[] {0, 0.25, 0.5, 0.75, 1}, forward(Activation.HARD_SIGMOID, -4, -1.5, 0, 1.5, 4), 1e-15);
        assertArrayEquals(new double[] {x[1] / 4, 0, 0.75 * x[3]}, forward(Activation.SILU, x[1], 0, x[3]), 1e-15);
        assertArrayEquals(new double[] {0, 0, -1 / 3., 0, 2 / 3., 3, 8},
                forward(Activation.HARD_SWISH, -8, -3, -1, 0, 1, 3, 8), 1e-15);
    }

    @ParameterizedTest
    @MethodSource("all")
    void derivativesAreThoseOfFiniteDifferences(Activation activation) {
        double[] x = {-7.5, -3.25, -2.5, -1, -0.125, 0.125, 1, 2.5, 3.25, 5.5, 7.5};
        double[] ones = new double[x.length];
        Arrays.fill(ones, 1);
        FiniteDifferences.assertGradient(changed -> forward(activation, changed), x, ones, derivatives(activation, x), 1e-5);
    }

    @Test
    void derivativesAtKinks() {
        assertArrayEquals(new double[] {0}, derivatives(Activation.RELU, 0));
        assertArrayEquals(new double[] {0, 0}, derivatives(Activation.RELU6, 0, 6));
        assertArrayEquals(new double[] {0.125}, derivatives(Activation.leakyRelu(0.125), 0));
        assertArrayEquals(new double[] {0, 0}, derivatives(Activation.HARD_SIGMOID, -3, 3));
        assertArrayEquals(new double[] {0, 1}, derivatives(Activation.HARD_SWISH, -3, 3));
    }

    @ParameterizedTest
    @MethodSource("all")
    void extremeValuesAreTheLimits(Activation activation) {
        double most = Double.MAX_VALUE;
        double above = switch (activation.kind()) {
            case CLIP -> 6;
            case SIGMOID, TANH, HARD_SIGMOID -> 1;
            default -> most;
        };
        double below = switch (activation.kind()) {
            case IDENTITY -> -most;
            case LEAKY_RELU -> -most / 8;
            case TANH -> -1;
            default -> 0;
        };
        assertArrayEquals(new double[] {below, above, Double.NaN}, forward(activation, -most, most, Double.NaN), 0);
        double[] derivatives = derivatives(activation, -most, most, Double.NaN);
        assertEquals(activation.kind() != Activation.Kind.IDENTITY, Double.isNaN(derivatives[2]), "the derivative at NaN");
        assertEquals(below / -most, derivatives[0], 1e-300, "the derivative at the least number");
        assertEquals(above == most ? 1 : 0, derivatives[1], 1e-300, "the derivative at the largest number");
    }

    /** An output that is clipped is the end as the dtype has it, and passes no gradient. */
    @Test
    void theEndsOfAClipAreRoundedToTheDType() {
        try (Fixture single = new Fixture(new ReferenceBackend(Set.of(DType.FLOAT32)), DType.FLOAT32, false)) {
            Tensor x = single.tensor(Shape.of(3), -1, 0, 1);
            Tensor dx = single.tensor(Shape.of(3), 1, 1, 1);
            single.backend().activation().forward(Activation.clip(-0.1, 0.1), x, x);
            single.backend().activation().backward(Activation.clip(-0.1, 0.1), x, dx, dx);
            assertArrayEquals(new double[] {-0.1f, 0, 0.1f}, x.toDoubles());
            assertArrayEquals(new double[] {0, 1, 0}, dx.toDoubles());
        }
    }
}
