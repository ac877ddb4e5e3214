package example.backend;

import bn.api.Shape;

/**
 * Where the values of a channel are in a tensor of N x C x E or N x C.
 *
 * @param count C
 * @param spatialSize E
 * @param elements N C E
 */
record Channels(int count, int spatialSize, int elements) {

    static Channels of(Shape shape) {
        return new Channels(shape.size(1), shape.rank() == 3 ? shape.size(2) : 1, (int) shape.elements());
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
