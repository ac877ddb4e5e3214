package bn.api.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.InvalidRequestException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class StepTest {

    @Test
    void sgdRefusesNumbersOutOfRange() {
        List<Executable> wrong = List.of(() -> new Sgd(-0.1, 0, 0), () -> new Sgd(Double.NaN, 0, 0), () -> new Sgd(0.1, 1, 0),
                () -> new Sgd(0.1, -0.1, 0), () -> new Sgd(0.1, 0, -1), () -> new Sgd(0.1, 0, Double.POSITIVE_INFINITY));
        wrong.forEach(each -> assertThrows(InvalidRequestException.class, each));
        assertEquals("Nesterov's momentum needs a momentum above 0",
                assertThrows(InvalidRequestException.class, () -> new Sgd(0.1, 0, 0, true)).getMessage());
        assertEquals(new Sgd(0.1, 0.9, 0.01, false), new Sgd(0.1, 0.9, 0.01));
    }

    @Test
    void adamRefusesNumbersOutOfRange() {
        List<Executable> wrong = List.of(() -> new Adam(-0.1, 0.9, 0.999, 1e-8, 0, false),
                () -> new Adam(0.1, 1, 0.999, 1e-8, 0, false), () -> new Adam(0.1, 0.9, 1, 1e-8, 0, false),
                () -> new Adam(0.1, -0.1, 0.999, 1e-8, 0, false), () -> new Adam(0.1, 0.9, Double.NaN, 1e-8, 0, false),
                () -> new Adam(0.1, 0.9, 0.999, 0, 0, false), () -> new Adam(0.1, 0.9, 0.999, Double.NaN, 0, false),
                () -> new Adam(0.1, 0.9, 0.999, 1e-8, -1, false));
        wrong.forEach(each -> assertThrows(InvalidRequestException.class, each));
        assertEquals("the eps of Adam is a number above 0, got 0.0", assertThrows(InvalidRequestException.class,
                () -> new Adam(0, 0, 0, 0, 0, true)).getMessage());
    }
}
