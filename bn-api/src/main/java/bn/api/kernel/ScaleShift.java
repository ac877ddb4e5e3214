package bn.api.kernel;

import bn.api.Tensor;

/**
 * The affine map that ends a normalization, or the gradient of the loss by it.
 *
 * @param gamma scale of each channel, shape C
 * @param beta shift of each channel, shape C
 */
public record ScaleShift(Tensor gamma, Tensor beta) { }
