package bn.api.kernel;

import bn.api.Tensor;

/**
 * The parameters of the affine map y = gamma xhat + beta that ends a normalization, or the gradients of the loss with respect to
 * them.
 *
 * @param gamma scale of each channel, shape C
 * @param beta shift of each channel, shape C
 */
public record AffineParameters(Tensor gamma, Tensor beta) {}
