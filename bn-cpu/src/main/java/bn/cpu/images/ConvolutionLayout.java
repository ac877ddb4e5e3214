package bn.cpu.images;

import bn.api.Shape;
import bn.api.kernel.Convolution;

/**
 * The sizes of a convolution.
 *
 * @param window the layout of an input image and its windows
 * @param images number of images, N
 * @param groups number of groups of channels
 * @param inputs number of input channels of a group
 * @param outputs number of output channels of a group
 */
public record ConvolutionLayout(WindowLayout window, int images, int groups, int inputs, int outputs) {
    /** How many multiply-adds take as long as another kernel needs for an element. */
    private static final int PRODUCTS_PER_ELEMENT = 16;

    /** The layout for inputs of shape x, N x C x H x W, and a number of output channels. */
    public static ConvolutionLayout of(Convolution convolution, Shape x, int outputChannels) {
        int groups = convolution.groups();
        return new ConvolutionLayout(new WindowLayout(convolution.window(), x), x.size(0), groups, x.size(1) / groups,
                outputChannels / groups);
    }

    /** Whether each output channel reads one input channel. */
    public boolean isDepthwise() {
        return inputs == 1 && groups > 1;
    }

    /** Number of output channels. */
    public int outputChannels() {
        return groups * outputs;
    }

    /** Number of output positions of an image. */
    public int positions() {
        return window.outputHeight() * window.outputWidth();
    }

    /** Number of outputs of an image. */
    public int imageOutputs() {
        return positions() * outputChannels();
    }

    /** Number of products in an output. */
    public int terms() {
        return inputs * window.taps();
    }

    /** Number of weights. */
    public int weights() {
        return outputChannels() * terms();
    }

    /** The number of elements that take another kernel as long. */
    public long work() {
        return (long) images * positions() * weights() / PRODUCTS_PER_ELEMENT;
    }
}
