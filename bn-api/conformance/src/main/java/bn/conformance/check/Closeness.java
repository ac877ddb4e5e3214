package bn.conformance.check;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.function.IntToDoubleFunction;

/** Comparisons of results. A NaN equals a NaN, and zeros of both signs are equal. */
public final class Closeness {

    private Closeness() {}

    /** Fails if two numbers differ by more than the bound. */
    public static void assertClose(double expected, double actual, double bound, String what) {
        boolean same = expected == actual || Double.isNaN(expected) && Double.isNaN(actual);
        if (!same && !(Math.abs(expected - actual) <= bound)) {
            fail(what + ": expected " + expected + ", got " + actual + ", which is off by " + Math.abs(expected - actual)
                    + "; at most " + bound + " is allowed");
        }
    }

    /** Fails at the first element that differs. */
    public static void assertSame(double[] expected, double[] actual, String what) {
        assertClose(expected, actual, i -> 0, what);
    }

    /** Fails at the first element that differs by more than the bound of its index. */
    public static void assertClose(double[] expected, double[] actual, IntToDoubleFunction bound, String what) {
        if (expected.length != actual.length) {
            fail(what + ": expected " + expected.length + " elements, got " + actual.length);
        }
        for (int i = 0; i < expected.length; i++) {
            if (Double.compare(expected[i], actual[i]) != 0) {
                assertClose(expected[i], actual[i], bound.applyAsDouble(i), what + " [" + i + "]");
            }
        }
    }
}
