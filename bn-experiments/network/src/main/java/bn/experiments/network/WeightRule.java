package bn.experiments.network;

import bn.api.Tensor;

/** What becomes of the gradient of a layer's weights at the moment in the backward pass when it can be computed. */
@FunctionalInterface
public interface WeightRule {

    /** Computes the gradients and keeps them with the parameters. */
    WeightRule STORE = Dense::storeGradients;

    /**
     * Called for each product, last layer first, after the gradient by its inputs was taken.
     *
     * @param dense the product
     * @param x its inputs, N x I
     * @param dz gradient of the loss by its outputs, N x O
     */
    void apply(Dense dense, Tensor x, Tensor dz);

    /**
     * Called before the backward pass of a layer, while its buffer holds the gradient of the loss by its outputs.
     *
     * @param layer the layer
     * @param x its inputs, N x I
     * @param dy gradient of the loss by its outputs, N x O
     */
    default void beforeLayer(Layer layer, Tensor x, Tensor dy) { }
}
