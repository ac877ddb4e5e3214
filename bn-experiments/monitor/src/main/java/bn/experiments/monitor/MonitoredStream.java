package bn.experiments.monitor;

import java.util.List;

/**
 * The balance of a stream over the steps: T8 says netRate - shift + writersGradient = consumersGradient. Arrays have a number for
 * each window, NaN where it is not known, in units of the loss.
 *
 * @param name name of the stream
 * @param writers names of the layers that write it
 * @param consumers names of the linear maps that read it
 * @param step the last step of each window, increasing
 * @param netRate mean of the sum of gamma^2 lambda over the writing normalizations
 * @param shift mean of the sum of beta dL/dbeta over them
 * @param writersGradient mean of -(&lt;W, dL/dW&gt; + b.dL/db) of the writing linear maps without a normalization
 * @param consumersGradient mean of -&lt;W, dL/dW&gt; of the reading linear maps
 * @param error mean of the difference of both sides relative to the sum of the absolute values of the terms
 */
public record MonitoredStream(String name, List<String> writers, List<String> consumers, long[] step, double[] netRate,
        double[] shift, double[] writersGradient, double[] consumersGradient, double[] error) {

    public MonitoredStream {
        writers = List.copyOf(writers);
        consumers = List.copyOf(consumers);
    }
}
