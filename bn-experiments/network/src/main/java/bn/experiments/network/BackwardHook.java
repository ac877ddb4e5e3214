package bn.experiments.network;

import bn.api.Tensor;

/**
 * Called in the backward pass of a network, before and after each layer. It decides what is done with the gradients of weights.
 */
@FunctionalInterface
public interface BackwardHook {

    /** Computes the gradients and keeps them with the parameters. */
    BackwardHook STORE = Linear::storeGradients;

    /**
     * Called for each linear map, the last one first, when the gradient with respect to its inputs has been computed.
     *
     * @param linear the linear map
     * @param x its inputs, N x I or N x C x H x W
     * @param dz gradient of the loss with respect to its outputs, the pre-activations, N x O or N x O x H x W
     */
    void afterLayer(Linear linear, Tensor x, Tensor dz);

    /**
     * Called before the backward pass of a layer, while its buffer holds the gradient of the loss with respect to its outputs.
     *
     * @param layer the layer
     * @param x its inputs, N x I or N x C x H x W
     * @param dy gradient of the loss with respect to its outputs, N x O or N x O x H x W
     */
    default void beforeLayer(Layer layer, Tensor x, Tensor dy) {}
}
