package bn.experiments.architecture;

import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.api.kernel.Pooling;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

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
     * The copies of channels that it consists of, if it is nothing else; channels of the outputs that none of them writes are 0.
     *
     * @param inputs as many shapes as it takes inputs
     * @return empty for all operations that compute something
     */
    default List<ChannelCopy> copies(List<Shape> inputs) {
        return List.of();
    }

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

    /**
     * The product of two tensors, element by element, or of images C x H x W with C factors, one for each channel, as in
     * squeeze-and-excitation (Hu et al. 2018). The images come first.
     */
    record Multiply() implements Operation {

        @Override
        public int arity() {
            return 2;
        }

        @Override
        public Shape outputs(List<Shape> inputs) {
            Shape first = inputs.get(0);
            Shape second = inputs.get(1);
            if (!first.equals(second) && !(first.rank() == 3 && second.equals(Shape.of(first.size(0))))) {
                throw new InvalidRequestException("a product of " + first + " and " + second
                        + "; it takes two tensors of one shape, or images and then a number for each of their channels");
            }
            return first;
        }
    }

    /**
     * Pooling of each channel.
     *
     * <p>PyTorch's {@code ceil_mode} has windows that end after the padding. More padding after the inputs says the same, see
     * {@link #roundedUp}: {@link Pooling#MAX} and {@link Pooling#AVERAGE} do not count it. PyTorch's {@code AvgPool2d} with {@code
     * ceil_mode} and {@code count_include_pad} counts its own padding as zeros, but not what is after it: that is {@link PadImages}
     * and then {@link Pooling#AVERAGE} of windows without other padding.
     */
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

        /**
         * One axis of windows as PyTorch counts them in {@code ceil_mode}: the number of windows is rounded up, but none starts
         * after the inputs and the padding before them (torch.nn.MaxPool2d).
         *
         * @param inputs number of rows or columns of the images
         * @param size number of elements of a window
         * @param stride distance between the windows of neighbouring outputs
         * @param dilation distance between neighbouring elements of a window
         * @param padding on each side
         * @return an axis with enough padding after the inputs
         */
        public static WindowAxis roundedUp(int inputs, int size, int stride, int dilation, int padding) {
            WindowAxis axis = new WindowAxis(size, stride, dilation, padding, padding);
            long free = inputs + 2L * padding - axis.reach();
            long last = -Math.floorDiv(-free, (long) stride) * stride;
            last -= last >= (long) inputs + padding ? stride : 0;
            long after = Math.max(last + axis.reach() - inputs - padding, padding);
            return new WindowAxis(size, stride, dilation, padding, Math.toIntExact(after));
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

        @Override
        public List<ChannelCopy> copies(List<Shape> inputs) {
            return List.of(new ChannelCopy(0, 0, inputs.get(0).size(0), before));
        }
    }

    /** Rows and columns of zeros around images. */
    record PadImages(int top, int left, int bottom, int right) implements Operation {

        /** Checks the numbers. */
        public PadImages {
            if (top < 0 || left < 0 || bottom < 0 || right < 0) {
                throw new InvalidRequestException(
                        "the numbers of rows and columns of zeros are at least 0, got " + top + ", " + left
                                + ", " + bottom + " and " + right);
            }
        }

        @Override
        public Shape outputs(List<Shape> inputs) {
            Shape images = inputs.get(0);
            ExampleShapes.requireImages("padding", images);
            return Shape.of(images.size(0), Math.addExact(Math.addExact(top, images.size(1)), bottom),
                    Math.addExact(Math.addExact(left, images.size(2)), right));
        }
    }

    /** Some channels of images that follow each other, or some of a row of numbers. */
    record SliceChannels(int from, int count) implements Operation {

        /** Checks the numbers. */
        public SliceChannels {
            if (from < 0 || count < 1) {
                throw new InvalidRequestException(
                        "a slice has at least 1 channel and leaves out at least 0, got " + count + " and " + from);
            }
        }

        @Override
        public Shape outputs(List<Shape> inputs) {
            int channels = inputs.get(0).size(0);
            if (count > channels - from) {
                throw new InvalidRequestException(
                        "a slice of " + count + " channels after the first " + from + ", but there are " + channels);
            }
            return inputs.get(0).withRows(count);
        }

        @Override
        public List<ChannelCopy> copies(List<Shape> inputs) {
            return List.of(new ChannelCopy(0, from, count, 0));
        }
    }

    /**
     * The channels in another order: the first of each group, then the second of each, and so on (Zhang et al. 2018, ShuffleNet).
     * Channel j of group i becomes channel {@code j groups + i}.
     */
    record ShuffleChannels(int groups) implements Operation {

        /** Checks the number. */
        public ShuffleChannels {
            if (groups < 1) {
                throw new InvalidRequestException("a channel shuffle has at least 1 group, got " + groups);
            }
        }

        @Override
        public Shape outputs(List<Shape> inputs) {
            if (inputs.get(0).size(0) % groups != 0) {
                throw new InvalidRequestException(
                        groups + " groups of a channel shuffle do not divide " + inputs.get(0).size(0) + " channels");
            }
            return inputs.get(0);
        }

        @Override
        public List<ChannelCopy> copies(List<Shape> inputs) {
            int channels = inputs.get(0).size(0);
            int size = channels / groups;
            return IntStream.range(0, channels)
                    .mapToObj(channel -> new ChannelCopy(0, channel, 1, channel % size * groups + channel / size)).toList();
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

        @Override
        public List<ChannelCopy> copies(List<Shape> inputs) {
            List<ChannelCopy> copies = new ArrayList<>();
            int at = 0;
            for (int i = 0; i < inputs.size(); i++) {
                copies.add(new ChannelCopy(i, 0, inputs.get(i).size(0), at));
                at += inputs.get(i).size(0);
            }
            return copies;
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
