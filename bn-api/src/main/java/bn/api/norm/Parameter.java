package bn.api.norm;

import bn.api.Tensor;

/**
 * A parameter of a network, with the gradient of the loss with respect to it.
 *
 * @param role decides which weight decay applies
 * @param value current value
 * @param gradient of the loss on the data, without weight decay; same shape as value
 */
public record Parameter(Role role, Tensor value, Tensor gradient) {

    /** The role of a parameter. */
    public enum Role {
        /** Weights of a linear layer. */
        WEIGHT,
        /** Bias of a linear layer. */
        BIAS,
        /** Scale of a normalization. */
        GAMMA,
        /** Shift of a normalization. */
        BETA
    }
}
