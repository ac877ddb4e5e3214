package bn.theory.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntToDoubleFunction;

/** The limit of a function of the batch size for M to infinity, and a bound of its error. */
public record LargeBatchLimit(double value, double error) {

    /**
     * From M = 24, 48, 96, 192, by polynomials in 1/M (Richardson): the cubic one is nearer the limit than it is to the
     * quadratic one through the last three. The batches without variance, which no power of 1/M counts, are rarer than 1e-8.
     */
    public static LargeBatchLimit of(IntToDoubleFunction f) {
        double[] t = {f.applyAsDouble(24), f.applyAsDouble(48), f.applyAsDouble(96), f.applyAsDouble(192)};
        double quadratic = 0;
        for (int order = 1; order < 4; order++) {
            quadratic = t[3];
            for (int i = 3; i >= order; i--) {
                t[i] += (t[i] - t[i - 1]) / ((1 << order) - 1);
            }
        }
        return new LargeBatchLimit(t[3], Math.abs(t[3] - quadratic) + 1e-8);
    }

    /** Fails if a value is not the limit. */
    public void assertNear(double value) {
        assertTrue(error < 0.01 * Math.abs(this.value), () -> "too rough to show anything: " + this);
        assertEquals(this.value, value, error);
    }
}
