package bn.api.norm;

import bn.api.Tensor;

/**
 * Numbers that training changes, with the gradient of the loss with respect to them.
 *
 * @param role decides which weight decay applies
 * @param value the numbers
 * @param gradient of the data's loss with respect to them, without any decay; shape of value
 */
public record Parameter(Role role, Tensor value, Tensor gradient) {

    /** What a parameter is. */
    public enum Role {
        /** Weights of a product. */
        WEIGHT,
        /** Bias of a product. */
        BIAS,
        /** Scale of a normalization. */
        GAMMA,
        /** Shift of a normalization. */
        BETA
    }
}
