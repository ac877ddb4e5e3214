package bn.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import bn.benchmarks.task.Axes;

/**
 * Images N x C x H x W in one of libtorch's memory formats. DJL does not know them, but libtorch recognizes a format by the order of
 * the elements in memory: a transpose of images N x H x W x C has channels last.
 *
 * @param channelsLast whether the channels are next to each other in memory
 */
record Images(boolean channelsLast) {

    /** The suffix of names of contestants. */
    String label() {
        return channelsLast ? ", channels last" : "";
    }

    /** A tensor with these elements, in the order N x C x H x W. */
    NDArray create(NDManager manager, float[] elements, Shape shape) {
        if (!channelsLast) {
            return manager.create(elements, shape);
        }
        float[] last = Axes.channelsLast(elements, (int) shape.get(0), (int) shape.get(1), (int) shape.get(2),
                (int) shape.get(3));
        return manager.create(last, new Shape(shape.get(0), shape.get(2), shape.get(3), shape.get(1))).transpose(0, 3, 1, 2);
    }
}
