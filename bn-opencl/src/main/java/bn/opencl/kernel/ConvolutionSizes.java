package bn.opencl.kernel;

import bn.api.Shape;
import bn.api.kernel.Convolution;
import bn.api.kernel.Window;

/**
 * The sizes of a convolution of images.
 *
 * @param window geometry of the windows
 * @param groups number of groups
 * @param inputs N x C x H x W
 * @param outputs N x O x H' x W'
 */
record ConvolutionSizes(Window window, int groups, Shape inputs, Shape outputs) {
    private static final Window POINT = Window.square(1, 1, 0);

    static ConvolutionSizes of(Convolution convolution, Shape inputs, Shape outputs) {
        return convolution.window().equals(POINT) ? new ConvolutionSizes(POINT, convolution.groups(), line(inputs), line(outputs))
                : new ConvolutionSizes(convolution.window(), convolution.groups(), inputs, outputs);
    }

    /** Those of the convolution that copies images. */
    static ConvolutionSizes copy(Shape images) {
        return of(new Convolution(POINT, images.size(1)), images, images);
    }

    /** The shape with one long line for each channel, which windows of one element do not distinguish from several lines. */
    private static Shape line(Shape images) {
        return Shape.of(images.size(0), images.size(1), 1, images.size(2) * images.size(3));
    }

    /** Input channels C. */
    int channels() {
        return inputs.size(1);
    }

    /** Output channels O. */
    int units() {
        return outputs.size(1);
    }

    /** Output channels of a group. */
    int groupUnits() {
        return units() / groups;
    }

    /** Elements of the windows of all channels. */
    int windowElements() {
        return channels() * window.vertical().size() * window.horizontal().size();
    }

    /** Elements of the windows of the channels of a group: the number of weights of an output channel. */
    int groupElements() {
        return windowElements() / groups;
    }

    /** Outputs of a channel of an image. */
    int positions() {
        return outputs.size(2) * outputs.size(3);
    }

    /** Whether each output channel has one input channel. */
    boolean isDepthwise() {
        return channels() == groups;
    }
}
