package bn.experiments.network;

import bn.api.backend.Backend;
import java.util.Map;

/** Settings of an optimizer. */
public sealed interface OptimizerOptions permits SgdOptions, AdamOptions {

    /** The learning rate of a step whose factor is 1, at least 0. */
    double learningRate();

    /** The weight decay of each group of parameters. */
    WeightDecay decay();

    /** How many tensors it keeps for each parameter, each of the parameter's shape. */
    int tensors();

    /** All settings but the learning rate, by the names of the options of {@code bn train}, in a fixed order. */
    Map<String, Object> settings();

    /**
     * An optimizer of all parameters of a network, in its initial state.
     *
     * @throws bn.api.InvalidRequestException if the backend does not have the kernel for it
     */
    Optimizer optimizer(Backend backend, Network network);
}
