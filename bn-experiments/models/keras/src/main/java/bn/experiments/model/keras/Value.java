package bn.experiments.model.keras;

import bn.api.Shape;

/**
 * What a layer gives.
 *
 * @param node the node that computes it, or the network's input
 * @param shape of one example: I, or C x H x W
 * @param order the order of its numbers in Keras, if it is not images
 */
record Value(int node, Shape shape, FeatureOrder order) {

    /** A value whose numbers have the same order here and in Keras. */
    Value(int node, Shape shape) {
        this(node, shape, FeatureOrder.of(shape));
    }

    boolean isImages() {
        return shape.rank() == 3;
    }
}
