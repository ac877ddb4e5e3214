package example.backend;

import bn.api.Shape;

/**
 * Where the values of a channel are in a tensor of N x C x E, N x C or N x C x H x W.
 *
 * @param count C
 * @param spatialSize E
 * @param elements N C E
 */
record Channels(int count, int spatialSize, int elements) {

    static Channels of(Shape shape) {
        return new Channels(shape.size(1), (int) shape.rowElements() / shape.size(1), (int) shape.elements());
    }

    /** Number of values of a channel. */
    int values() {
        return elements / count;
    }

    /** Index of the first value of a channel. */
    int first(int channel) {
        return channel * spatialSize;
    }

    /** Index of the value of the same channel that follows; behind the last it is beyond the elements. */
    int next(int i) {
        int follower = i + 1;
        return follower % spatialSize == 0 ? follower + (count - 1) * spatialSize : follower;
    }
}
