package bn.api.norm;

import bn.api.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A normalization at one place of a network, with its parameters and state. Inputs and outputs have shape
 * N x C x E, or N x C where the spatial size is 1; N may change from call to call, up to the specification's largest batch.
 */
public interface Normalization extends AutoCloseable {

    /** Training: computes y from x, keeps what {@link #backward} needs, and updates running statistics, if any. y is not x. */
    void forward(Tensor x, Tensor y);

    /** Inference: computes y from x and changes nothing else. y is not x. */
    void infer(Tensor x, Tensor y);

    /**
     * The backward pass of the last {@link #forward}: computes dx and the gradients of the parameters.
     *
     * @param x inputs of that pass
     * @param dy gradient of the loss with respect to its outputs
     * @param dx receives the gradient with respect to x; may be dy
     */
    void backward(Tensor x, Tensor dy, Tensor dx);

    /** The learned parameters; the list may be empty. */
    List<Parameter> parameters();

    /**
     * The scale gamma of each channel, shape C, learned or fixed, with the gradient with respect to it. The rate of a unit
     * follows from both (T3 of docs/theory.md). Empty if this normalization has no gamma; then its units have no rates.
     */
    Optional<Parameter> gamma();

    /** The batch statistics, if it normalizes over the batch. They convert a rate into an equivalent L2 rate. */
    Optional<BatchStatistics> statistics();

    /** Everything that a checkpoint must hold, by name: parameters, running statistics, counters. The arrays are copies. */
    Map<String, double[]> state();

    /**
     * Restores a state from {@link #state} of a normalization of the same kind and size: the same names and lengths, finite
     * numbers.
     *
     * @throws bn.api.BnException if the state is not possible, for example if a variance is below 0; the message names the array
     *     and the number, and nothing has been changed
     */
    void restore(Map<String, double[]> state);

    /** Frees its tensors. Closing twice is harmless. */
    @Override
    void close();
}
