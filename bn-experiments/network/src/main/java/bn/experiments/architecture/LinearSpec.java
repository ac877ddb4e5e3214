package bn.experiments.architecture;

import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.kernel.Convolution;

/** A linear map with learned weights. Shapes are those of one example: I, or C x H x W. */
public sealed interface LinearSpec {

    /** Number of units: of outputs, or of output channels. */
    int units();

    /** How many outputs an input is used for: all units of its group, in a convolution at every position of the kernel. */
    int fanOut();

    /**
     * The shape of the weights; the first axis is the units.
     *
     * @throws InvalidRequestException if the map does not take such inputs
     */
    Shape weights(Shape input);

    /**
     * The shape of the outputs.
     *
     * @throws InvalidRequestException if the map does not take such inputs
     */
    Shape outputs(Shape input);

    /** A fully connected layer. */
    record Dense(int units) implements LinearSpec {

        @Override
        public int fanOut() {
            return units;
        }

        @Override
        public Shape weights(Shape input) {
            if (input.rank() != 1) {
                throw new InvalidRequestException("a fully connected layer takes numbers, not images of " + input
                        + "; flatten them before");
            }
            return Shape.of(units, input.size(0));
        }

        @Override
        public Shape outputs(Shape input) {
            weights(input);
            return Shape.of(units);
        }
    }

    /** A convolution. */
    record Convolutional(Convolution geometry, int units) implements LinearSpec {

        @Override
        public int fanOut() {
            int kernel = geometry.window().vertical().size() * geometry.window().horizontal().size();
            return units / geometry.groups() * kernel;
        }

        @Override
        public Shape weights(Shape input) {
            if (input.rank() != 3) {
                throw new InvalidRequestException("a convolution takes images, not " + input + " numbers");
            }
            return geometry.weights(input.size(0), units);
        }

        @Override
        public Shape outputs(Shape input) {
            weights(input);
            return ExampleShapes.of(geometry.window(), input, units);
        }
    }
}
