package bn.experiments.network;

import bn.api.Tensor;
import java.util.Optional;

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

    /** What takes the place of the backward pass of a layer's normalization; empty for its own. */
    default Optional<NormalizationBackward> normalization(Layer layer) {
        return Optional.empty();
    }

    /** The backward pass of a normalization. */
    @FunctionalInterface
    interface NormalizationBackward {

        /**
         * Computes the gradient of the loss with respect to the inputs of the normalization.
         *
         * @param u the inputs
         * @param dy gradient with respect to the outputs
         * @param du receives the gradient with respect to u; may be the same tensor as dy
         */
        void backward(Tensor u, Tensor dy, Tensor du);
    }
}
