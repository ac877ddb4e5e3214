package bn.experiments.bench;

import bn.api.Tensor;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A workload whose tensors are in a backend.
 *
 * @param call computes it once; may return before the work is done
 * @param results what the first call computed, array by array, each fetched when it is asked for
 */
public record PreparedWorkload(Runnable call, Supplier<Stream<double[]>> results) {

    static PreparedWorkload of(Runnable call, Tensor... results) {
        return new PreparedWorkload(call, () -> Stream.of(results).map(Tensor::toDoubles));
    }
}
