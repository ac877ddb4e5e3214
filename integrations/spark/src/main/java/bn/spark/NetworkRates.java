package bn.spark;

import bn.spark.network.NetworkRatesCommand;
import java.util.function.UnaryOperator;

/**
 * {@code spark-submit --class bn.spark.NetworkRates bn-spark.jar --checkpoint FILE --input PATH ...}: the rates of a trained network
 * as means over the batches of partitions.
 */
public final class NetworkRates {
    private NetworkRates() {}

    /** Runs the command line and ends the JVM. */
    public static void main(String[] arguments) {
        new SparkProgram(NetworkRates.class, new NetworkRatesCommand(), UnaryOperator.identity()).start(arguments);
    }
}
