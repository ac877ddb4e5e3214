package bn.api.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.InvalidRequestException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ActivationTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void parametersOutOfRangeAreRefused() {
        List<Executable> wrong = List.of(() -> Activation.clip(1, 1), () -> Activation.clip(2, 1),
                () -> Activation.clip(Double.NaN, 1), () -> Activation.clip(0, Double.NaN), () -> Activation.leakyRelu(0),
                () -> Activation.leakyRelu(1), () -> Activation.leakyRelu(Double.NaN), () -> Activation.hardSigmoid(0, 0.5),
                () -> Activation.hardSigmoid(INFINITY, 0.5), () -> Activation.hardSigmoid(0.2, Double.NaN),
                () -> new Activation(Activation.Kind.RELU, 1, 0), () -> new Activation(Activation.Kind.SILU, 0, 1));
        wrong.forEach(each -> assertThrows(InvalidRequestException.class, each));
        assertEquals("no activation of the kind LEAKY_RELU has the parameters 1.5 and 0.0",
                assertThrows(InvalidRequestException.class, () -> Activation.leakyRelu(1.5)).getMessage());
    }

    @Test
    void namesHaveTheParametersThatTheKindHas() {
        assertEquals("[RELU, CLIP(0.0, 6.0), LEAKY_RELU(0.1), HARD_SIGMOID(0.2, 0.5), SILU]", List.of(Activation.RELU,
                Activation.RELU6, Activation.leakyRelu(0.1), Activation.hardSigmoid(0.2, 0.5), Activation.SILU).toString());
    }

    @Test
    void identityAndReluAreFused() {
        assertEquals(List.of(Activation.IDENTITY, Activation.RELU), Activation.fused());
        assertTrue(new Activation(Activation.Kind.RELU, 0, 0).isFused());
        assertFalse(Activation.clip(0, INFINITY).isFused());
    }

    @Test
    void scalesPassThroughPiecewiseLinearFunctionsWithAKinkAtZeroOnly() {
        for (Activation yes : List.of(Activation.IDENTITY, Activation.RELU, Activation.leakyRelu(0.1),
                Activation.clip(0, INFINITY), Activation.clip(-INFINITY, INFINITY))) {
            assertTrue(yes.isPositivelyHomogeneous(), yes.toString());
        }
        for (Activation no : List.of(Activation.RELU6, Activation.clip(-1, INFINITY), Activation.clip(-INFINITY, 1),
                Activation.SIGMOID, Activation.TANH, Activation.HARD_SIGMOID, Activation.SILU, Activation.HARD_SWISH)) {
            assertFalse(no.isPositivelyHomogeneous(), no.toString());
        }
    }
}
