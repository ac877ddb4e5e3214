package bn.experiments.rate;

import java.util.stream.DoubleStream;

/** The size of rates that cancel in their mean. */
public final class RootMeanSquare {
    private RootMeanSquare() {}

    /** The root mean square of the values that are not NaN; NaN if all are. */
    public static double of(double... values) {
        return Math.sqrt(DoubleStream.of(values).filter(x -> !Double.isNaN(x)).map(x -> x * x).average().orElse(Double.NaN));
    }
}
