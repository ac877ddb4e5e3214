package bn.experiments.model.keras;

import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;

/** Windows of convolutions and poolings. */
final class Windows {

    private Windows() {}

    /** The window of a layer over its images; without strides of its own it moves by {@code strides}. */
    static Window of(LayerScope scope, String sizes, String strides) {
        int[] size = scope.pair(sizes);
        int[] stride = scope.pair(strides);
        int[] dilation = scope.pair("dilation_rate");
        String padding = scope.layer().text("padding", "valid");
        if (!padding.equals("valid") && !padding.equals("same")) {
            throw scope.refused("has the padding " + padding + ", which is not computed here");
        }
        boolean same = padding.equals("same");
        return new Window(axis(same, scope.images().shape().size(1), size[0], stride[0], dilation[0]),
                axis(same, scope.images().shape().size(2), size[1], stride[1], dilation[1]));
    }

    /**
     * An axis of a window. With {@code same} there is an output for each stride that begins in the images; padding makes up what
     * the last one lacks, and an odd one is after the images, as TensorFlow defines it.
     */
    private static WindowAxis axis(boolean same, int inputs, int size, int stride, int dilation) {
        WindowAxis axis = new WindowAxis(size, stride, dilation, 0, 0);
        if (!same) {
            return axis;
        }
        int outputs = (inputs - 1) / stride + 1;
        int padding = Math.toIntExact(Math.max(0, (outputs - 1L) * stride + axis.reach() - inputs));
        return new WindowAxis(size, stride, dilation, padding / 2, padding - padding / 2);
    }
}
