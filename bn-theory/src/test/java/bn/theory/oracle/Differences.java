package bn.theory.oracle;

import java.util.function.ToDoubleFunction;

/** Gradients by central differences of fourth order. */
public final class Differences {
    /**
     * Step h. The error is about h^4 |f'''''| / 30 from truncation and 2^-52 |f| / h from rounding: with h = 1e-3 and values and
     * derivatives of order 1 (up to 100 for the fifth) both are below {@link #ERROR}.
     */
    private static final double STEP = 1e-3;
    /** Error of a difference for functions of that size. */
    public static final double ERROR = 1e-10;

    private Differences() {}

    public static double[] gradient(ToDoubleFunction<double[]> f, double[] at) {
        double[] gradient = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            gradient[i] = (8 * (moved(f, at, i, STEP) - moved(f, at, i, -STEP))
                    - (moved(f, at, i, 2 * STEP) - moved(f, at, i, -2 * STEP))) / (12 * STEP);
        }
        return gradient;
    }

    private static double moved(ToDoubleFunction<double[]> f, double[] at, int i, double by) {
        double[] x = at.clone();
        x[i] += by;
        return f.applyAsDouble(x);
    }
}
