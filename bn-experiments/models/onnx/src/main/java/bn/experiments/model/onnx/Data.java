package bn.experiments.model.onnx;

import bn.api.Shape;
import bn.experiments.model.onnx.View.Axis;
import bn.experiments.model.onnx.View.Steps;
import java.util.List;

/**
 * A tensor of the graph that depends on the network's input.
 *
 * @param source number of the node whose outputs it has, or {@link bn.experiments.architecture.NodeSpec#INPUT}
 * @param shape of the outputs of that node for one example: I, or C x H x W
 * @param view how the axes of the tensor are theirs
 */
record Data(int source, Shape shape, View view) {

    /** The outputs of a node with axes in their own order. */
    static Data of(int source, Shape shape) {
        return new Data(source, shape, View.of(shape));
    }

    Data with(View changed) {
        return new Data(source, shape, changed);
    }

    /** The outputs of another node, of the same shape and with the same view. */
    Data from(int node) {
        return new Data(node, shape, view);
    }

    boolean isImages() {
        return shape.rank() > 1;
    }

    int channels() {
        return shape.size(0);
    }

    /** Number of positions of an image; 1 for numbers. */
    int positions() {
        return (int) shape.rowElements();
    }

    /** Whether an axis is that of the channels of the node's outputs, or of its numbers. */
    boolean isChannels(int axis) {
        Axis at = view.axis(axis);
        return !at.batch() && (channels() == 1 ? at.steps().isEmpty()
                : at.steps().equals(List.of(new Steps(channels(), positions()))));
    }

    /** The same axes, but of a node with other channels. */
    Data withChannels(int node, int axis, Shape changed) {
        return new Data(node, changed, view.with(axis, Axis.of(changed.size(0), positions())));
    }

    /** The shape for messages; N is the number of examples. */
    String describe() {
        StringBuilder text = new StringBuilder();
        view.axes().forEach(axis -> text.append(text.isEmpty() ? "" : " x ").append(axis.batch() ? "N" : axis.size()));
        return text.toString();
    }
}
