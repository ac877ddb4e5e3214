package bn.benchmarks.task;

/** Arrays whose axes have another order. */
public final class Axes {

    private Axes() {}

    /**
     * The elements in the order of other axes.
     *
     * @param values elements in row-major order
     * @param shape the sizes of the axes of {@code values}
     * @param order for each axis of the result, its number among those of {@code values}
     * @return the elements of the result in row-major order
     */
    public static float[] permuted(float[] values, int[] shape, int... order) {
        int[] strides = new int[shape.length];
        int stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        float[] result = new float[values.length];
        int[] at = new int[shape.length];
        int from = 0;
        for (int i = 0; i < result.length; i++) {
            result[i] = values[from];
            for (int axis = order.length - 1; axis >= 0; axis--) {
                from += strides[order[axis]];
                if (++at[axis] < shape[order[axis]]) {
                    break;
                }
                from -= at[axis] * strides[order[axis]];
                at[axis] = 0;
            }
        }
        return result;
    }

    /** Images N x C x H x W as N x H x W x C. */
    public static float[] channelsLast(float[] images, int n, int channels, int height, int width) {
        return permuted(images, new int[] {n, channels, height, width}, 0, 2, 3, 1);
    }

    /** Images N x H x W x C as N x C x H x W. */
    public static float[] channelsFirst(float[] images, int n, int channels, int height, int width) {
        return permuted(images, new int[] {n, height, width, channels}, 0, 3, 1, 2);
    }
}
