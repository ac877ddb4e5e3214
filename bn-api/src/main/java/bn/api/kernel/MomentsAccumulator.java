package bn.api.kernel;

import bn.api.Moments;
import bn.api.Tensor;

/**
 * Count, mean and scatter matrix of the rows added so far, kept by the backend in the accumulator's dtype and merged batch by
 * batch (Chan, Golub and LeVeque 1983), so that a mean far from 0 costs no accuracy.
 */
public interface MomentsAccumulator extends AutoCloseable {

    /** Adds the rows of x, N x d, N at least 1. */
    void add(Tensor x);

    /**
     * The moments of the rows added so far, on the host. Moments of parts, from any backend, merge with {@link Moments#merge}.
     *
     * @throws IllegalStateException if nothing was added
     */
    Moments result();

    /** Frees the storage. Closing twice is harmless. */
    @Override
    void close();
}
