package bn.experiments.bench;

import bn.api.Tensor;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A workload with its tensors on a backend.
 *
 * @param call computes the workload once; may return before the backend is done
 * @param results the arrays that the first call computed, each fetched when it is needed
 */
public record PreparedWorkload(Runnable call, Supplier<Stream<double[]>> results) {

    static PreparedWorkload of(Runnable call, Tensor... results) {
        return new PreparedWorkload(call, () -> Stream.of(results).map(Tensor::toDoubles));
    }
}
