package bn.experiments.rate;

import bn.api.DType;
import bn.api.Moments;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.MomentsAccumulator;
import bn.theory.moments.RowMoments;

/**
 * The moments of a layer's inputs in float64, summed over blocks: by the backend, or on the host if the device has no float64.
 */
final class InputMoments implements AutoCloseable {
    private final Tensor rows;
    private final MomentsAccumulator accumulator;
    private final RowMoments host;

    InputMoments(Backend backend, int block, int features) {
        boolean device = backend.device().dtypes().contains(DType.FLOAT64);
        rows = device ? backend.allocate(DType.FLOAT64, Shape.of(block, features)) : null;
        accumulator = device ? backend.moments().accumulator(DType.FLOAT64, features) : null;
        host = device ? null : new RowMoments(features);
    }

    /** Adds the rows of a block. */
    void add(Tensor x) {
        int count = x.shape().size(0);
        if (host != null) {
            host.add(x.toDoubles(), 0, count);
        } else if (x.dtype() == DType.FLOAT64) {
            accumulator.add(x);
        } else {
            rows.rows(0, count).upload(x.toDoubles(), 0);
            accumulator.add(rows.rows(0, count));
        }
    }

    Moments result() {
        return host != null ? host.result() : accumulator.result();
    }

    @Override
    public void close() {
        if (host == null) {
            accumulator.close();
            rows.close();
        }
    }
}
