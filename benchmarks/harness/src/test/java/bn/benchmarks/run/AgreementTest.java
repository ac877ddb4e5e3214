package bn.benchmarks.run;

import static bn.benchmarks.run.Agreement.Precision.FLOAT32;
import static bn.benchmarks.run.Agreement.Precision.TF32;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AgreementTest {
    private final Agreement agreement = new Agreement("bn", new double[] {2.5, 2.25});

    @Test
    void roundingIsNoDifference() {
        assertDoesNotThrow(() -> agreement.check(new double[] {2.5001, 2.2499}, FLOAT32));
    }

    @Test
    void anotherResultIsADifference() {
        String message = assertThrows(IllegalStateException.class, () -> agreement.check(new double[] {2.5, 2.28}, FLOAT32))
                .getMessage();
        assertTrue(message.contains("[2.5, 2.28], but bn [2.5, 2.25]"), message);
        assertThrows(IllegalStateException.class, () -> agreement.check(new double[] {2.5}, FLOAT32));
        assertThrows(IllegalStateException.class, () -> agreement.check(new double[] {2.5, Double.NaN}, FLOAT32));
    }

    @Test
    void roundedFactorsMayDifferMore() {
        assertDoesNotThrow(() -> agreement.check(new double[] {2.5, 2.28}, TF32));
        assertThrows(IllegalStateException.class, () -> agreement.check(new double[] {2.5, 2.3}, TF32));
    }
}
