package bn.spark.network;

import java.io.Serializable;
import java.util.Optional;

/**
 * Makes an example of what a partition has.
 *
 * @param <T> what a partition has: rows of a table, or names of files
 * @param <F> the features
 */
interface SampleDecoder<T, F> extends Serializable {

    /** What the features are. */
    SampleKind<F> kind();

    /**
     * The example.
     *
     * @param faults receives a row without a value, or with one that is not finite; then there is no example
     * @throws bn.api.BnException if it is none for the network; the message says which
     */
    Optional<Sample<F>> decode(T source, CellFaults faults);
}
