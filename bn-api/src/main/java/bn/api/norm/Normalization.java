package bn.api.norm;

import bn.api.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A normalization in one place of a network, with its parameters and state. Inputs and outputs have shape
 * N x C x E, or N x C where the spatial size is 1; N may change from call to call, up to the specification's largest batch.
 */
public interface Normalization extends AutoCloseable {

    /** Training: y from x, keeping what {@link #backward} needs and moving running statistics, if any. y is not x. */
    void forward(Tensor x, Tensor y);

    /** Inference: y from x, changing nothing. y is not x. */
    void infer(Tensor x, Tensor y);

    /**
     * The gradient of the last {@link #forward}: dx, and the gradients of the parameters.
     *
     * @param x inputs of that pass
     * @param dy gradient of the loss with respect to its outputs
     * @param dx receives the gradient with respect to x; may be dy
     */
    void backward(Tensor x, Tensor dy, Tensor dx);

    /** What training changes, possibly nothing. */
    List<Parameter> parameters();

    /**
     * The scale gamma of each channel, shape C, with the gradient with respect to it, learned or fixed: what the rate of a unit
     * is read off from (T3 of docs/theory.md). Empty if this normalization has none: then it has no rate.
     */
    Optional<Parameter> gamma();

    /** The batch statistics, if it normalizes over the batch: what turns a rate into an equivalent L2 rate. */
    Optional<BatchStatistics> statistics();

    /** Everything that a checkpoint must hold, by name: parameters, running statistics, counters. */
    Map<String, double[]> state();

    /**
     * Takes over a state that {@link #state} of a like normalization gave: the same names and lengths, finite numbers.
     *
     * @throws bn.api.BnException if it cannot be in such a state, for example if a variance is below 0; it says which number of which
     *     array, and is then as it was
     */
    void restore(Map<String, double[]> state);

    /** Frees its tensors. Closing twice is harmless. */
    @Override
    void close();
}
