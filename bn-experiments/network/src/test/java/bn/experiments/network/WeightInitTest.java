package bn.experiments.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.kernel.Convolution;
import bn.api.kernel.Window;
import bn.experiments.architecture.LinearSpec;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WeightInitTest {
    private static final int DRAWS = 40_000;
    private static final LinearSpec DENSE = new LinearSpec.Dense(30);
    private static final Shape ROW = Shape.of(50);
    private static final LinearSpec GROUPED = new LinearSpec.Convolutional(new Convolution(Window.square(3, 1, 1), 2), 12);
    private static final Shape IMAGES = Shape.of(8, 5, 5);

    /** Fan-in 50 and fan-out 30; fan-in 8/2 x 9 and fan-out 12/2 x 9. */
    static Stream<Arguments> variances() {
        return Stream.of(Arguments.of(WeightInit.HE, DENSE, ROW, true, 2.0 / 50),
                Arguments.of(WeightInit.HE, DENSE, ROW, false, 1.0 / 50),
                Arguments.of(WeightInit.HE, GROUPED, IMAGES, true, 2.0 / 36),
                Arguments.of(WeightInit.XAVIER, DENSE, ROW, true, 2.0 / 80),
                Arguments.of(WeightInit.XAVIER, DENSE, ROW, false, 2.0 / 80),
                Arguments.of(WeightInit.XAVIER, GROUPED, IMAGES, true, 2.0 / 90));
    }

    @ParameterizedTest
    @MethodSource("variances")
    void theVarianceIsThatOfTheFormula(WeightInit init, LinearSpec linear, Shape input, boolean hidden, double variance) {
        double[] drawn = DoubleStream.generate(init.draws(linear, input, hidden, new SplittableRandom(1))).limit(DRAWS).toArray();
        // Five standard errors of a mean, and of a mean of squares, whose relative variance is 2 for a normal distribution.
        assertEquals(0, Arrays.stream(drawn).average().orElseThrow(), 5 * Math.sqrt(variance / DRAWS));
        double squares = Arrays.stream(drawn).map(w -> w * w).average().orElseThrow();
        assertEquals(1, squares / variance, 5 * Math.sqrt(2.0 / DRAWS));
        double largest = Arrays.stream(drawn).map(Math::abs).max().orElseThrow();
        // A uniform distribution ends at the root of 3 variances.
        assertEquals(init == WeightInit.XAVIER, largest <= Math.sqrt(3 * variance), () -> "largest " + largest);
    }

    @Test
    void namesAreThoseOfTheOption() {
        assertEquals(WeightInit.XAVIER, WeightInit.of("xavier"));
        assertTrue(assertThrows(InvalidRequestException.class, () -> WeightInit.of("x")).getMessage().contains("he, xavier"));
    }
}
