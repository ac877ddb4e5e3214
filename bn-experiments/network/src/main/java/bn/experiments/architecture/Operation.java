package bn.experiments.architecture;

import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.api.kernel.Pooling;
import bn.api.kernel.Window;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a node of a network computes from its inputs. Shapes are those of one example: I, or C x H x W. */
public sealed interface Operation {

    /** How many inputs it takes; 0 for any number from 1 on. */
    default int arity() {
        return 1;
    }

    /**
     * The shape of the outputs.
     *
     * @param inputs as many shapes as it takes inputs
     * @throws InvalidRequestException if it does not take such inputs
     */
    Shape outputs(List<Shape> inputs);

    /**
     * A linear map, a normalization and an activation, in this order; at least one of them does something.
     *
     * @param linear the linear map, if there is one
     * @param normalized whether the network's normalization follows
     * @param eps what this normalization adds to the variance, at least 0; empty for the network's eps
     * @param activation what comes last
     */
    record Layer(Optional<LinearSpec> linear, boolean normalized, OptionalDouble eps,
            Activation activation) implements Operation {

        /** Checks eps. */
        public Layer {
            if (eps.isPresent() && !(eps.getAsDouble() >= 0 && eps.getAsDouble() < Double.POSITIVE_INFINITY)) {
                throw new InvalidRequestException("eps is a number of at least 0, got " + eps.getAsDouble());
            }
            if (eps.isPresent() && !normalized) {
                throw new InvalidRequestException("a layer without a normalization has no eps, got " + eps.getAsDouble());
            }
        }

        /** A layer whose normalization, if it has one, has the network's eps. */
        public Layer(Optional<LinearSpec> linear, boolean normalized, Activation activation) {
            this(linear, normalized, OptionalDouble.empty(), activation);
        }

        @Override
        public Shape outputs(List<Shape> inputs) {
            return linear.map(map -> map.outputs(inputs.get(0))).orElse(inputs.get(0));
        }
    }

    /** The sum of two tensors, and an activation of {@link Activation#fused}. */
    record Add(Activation activation) implements Operation {

        @Override
        public int arity() {
            return 2;
        }

        @Override
        public Shape outputs(List<Shape> inputs) {
            if (!inputs.get(0).equals(inputs.get(1))) {
                throw new InvalidRequestException("a sum of " + inputs.get(0) + " and " + inputs.get(1));
            }
            return inputs.get(0);
        }
    }

    /** Pooling of each channel. */
    record Pool(Pooling pooling, Window window) implements Operation {

        @Override
        public Shape outputs(List<Shape> inputs) {
            Shape images = inputs.get(0);
            ExampleShapes.requireImages("pooling", images);
            Shape outputs = ExampleShapes.of(window, images, images.size(0));
            if (window.vertical().hasEmptyWindow(images.size(1)) || window.horizontal().hasEmptyWindow(images.size(2))) {
                throw new InvalidRequestException("a window of the pooling covers padding alone; use a smaller padding");
            }
            return outputs;
        }
    }

    /** The mean of each channel over all positions. */
    record GlobalAverage() implements Operation {

        @Override
        public Shape outputs(List<Shape> inputs) {
            ExampleShapes.requireImages("a global average", inputs.get(0));
            return Shape.of(inputs.get(0).size(0));
        }
    }

    /** Images as rows of numbers, channel by channel. */
    record Flatten() implements Operation {

        @Override
        public Shape outputs(List<Shape> inputs) {
            return Shape.of(Math.toIntExact(inputs.get(0).elements()));
        }
    }

    /** Channels of zeros before and after those of the images. */
    record PadChannels(int before, int after) implements Operation {

        @Override
        public Shape outputs(List<Shape> inputs) {
            Shape images = inputs.get(0);
            ExampleShapes.requireImages("padding with channels", images);
            return Shape.of(before + images.size(0) + after, images.size(1), images.size(2));
        }
    }

    /** The channels of all inputs, one after the other. */
    record Concatenate() implements Operation {

        @Override
        public int arity() {
            return 0;
        }

        @Override
        public Shape outputs(List<Shape> inputs) {
            int channels = 0;
            for (Shape shape : inputs) {
                if (!shape.withRows(1).equals(inputs.get(0).withRows(1))) {
                    throw new InvalidRequestException("channels of " + inputs.get(0) + " and " + shape + " in one tensor");
                }
                channels += shape.size(0);
            }
            return inputs.get(0).withRows(channels);
        }
    }

    /**
     * In training each number is 0 with this probability, otherwise divided by one minus it (Srivastava et al. 2014); in
     * inference nothing changes.
     */
    record Dropout(double probability) implements Operation {

        /** Checks the probability. */
        public Dropout {
            if (!(probability >= 0 && probability < 1)) {
                throw new InvalidRequestException("the probability of dropout is from 0 to less than 1, got " + probability);
            }
        }

        @Override
        public Shape outputs(List<Shape> inputs) {
            return inputs.get(0);
        }
    }
}
