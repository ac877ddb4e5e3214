package bn.experiments.model.onnx;

import bn.api.Shape;
import bn.experiments.architecture.Operation;
import bn.experiments.model.onnx.View.Steps;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Tensors with the axes that an operation of the network takes; nodes are added where elements have to be moved. */
final class Layouts {
    private static final int IMAGE_AXES = 4;

    private Layouts() {}

    /** Images N x C x H x W of a node with that shape. */
    static Data images(Call call, Data data) {
        if (data.view().rank() != IMAGE_AXES || !data.view().startsWithBatch()) {
            throw call.refusal("it takes images N x C x H x W, and reads " + data.describe());
        }
        List<Integer> sizes = data.view().sizes();
        Shape shape = Shape.of(sizes.get(0), sizes.get(1), sizes.get(2));
        if (data.view().isPlain() && data.shape().equals(shape)) {
            return data;
        }
        int positions = data.positions();
        List<Steps> channels = data.view().axis(1).steps();
        boolean shuffled = data.shape().equals(shape) && channels.size() == 2
                && channels.get(0).stride() == positions
                && channels.get(1).stride() == channels.get(0).size() * positions
                && data.view().with(1, View.of(shape).axis(1)).isPlain();
        if (!shuffled) {
            throw unreadable(call, data);
        }
        return call.builder().addHelper("shuffle", new Operation.ShuffleChannels(channels.get(1).size()), data);
    }

    /** Whether it is one number for each channel, with two axes of size 1 as images of one position have them. */
    static boolean isPooled(Data data) {
        return !data.isImages() && data.view().rank() == IMAGE_AXES && data.view().isPlain() && data.isChannels(1);
    }

    /** Rows of numbers N x I; images are flattened. */
    static Data features(Call call, Data data) {
        if (data.view().rank() != 2 || !data.view().startsWithBatch()) {
            throw call.refusal("it takes rows of numbers N x I, and reads " + data.describe());
        }
        if (!data.view().isPlain()) {
            throw unreadable(call, data);
        }
        return data.isImages() ? flattened(call, data) : data;
    }

    /**
     * Where the elements of rows of numbers are among the outputs of their node; empty if they are in its order. Tools with their
     * channels last flatten images in another order.
     */
    static Optional<int[]> order(Data rows) {
        View view = rows.view();
        if (view.rank() != 2 || !view.startsWithBatch() || view.isPlain()) {
            return Optional.empty();
        }
        int[] order = {0};
        for (Steps steps : view.steps()) {
            order = Arrays.stream(order).flatMap(from -> IntStream.range(0, steps.size()).map(i -> from + i * steps.stride()))
                    .toArray();
        }
        return Optional.of(order);
    }

    /** The elements of each example as one row, whatever the axes. */
    static Data flattened(Call call, Data data) {
        return call.builder().addHelper("flatten", new Operation.Flatten(), data);
    }

    /** A tensor whose axis is that of the channels of its node. */
    static Data channels(Call call, Data data, int axis) {
        if (data.isChannels(axis)) {
            return data;
        }
        if (data.view().axis(axis).batch()) {
            throw call.refusal("it works on axis " + axis + " of " + data.describe() + ", which is that of the examples");
        }
        Data moved = data.view().rank() == 2 ? features(call, data) : images(call, data);
        if (!moved.isChannels(axis)) {
            throw call.refusal("it works on axis " + axis + " of " + data.describe() + ", which is not that of the channels");
        }
        return moved;
    }

    private static RuntimeException unreadable(Call call, Data data) {
        return call
                .refusal("it reads " + data.describe() + " whose elements a Reshape or Transpose has put into another order than "
                        + data.shape());
    }
}
