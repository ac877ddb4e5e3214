package bn.cpu.images;

import bn.api.Shape;
import bn.api.kernel.Convolution;

/**
 * The sizes of a convolution.
 *
 * @param plane the layout of input planes
 * @param images number of images, N
 * @param groups number of groups of channels
 * @param inputs number of input channels of a group
 * @param outputs number of output channels of a group
 */
public record ConvolutionLayout(PlaneLayout plane, int images, int groups, int inputs, int outputs) {
    /** How many multiply-adds take as long as another kernel needs for an element. */
    private static final int PRODUCTS_PER_ELEMENT = 16;

    /** The layout for inputs of shape x, N x C x H x W, and a number of output channels. */
    public static ConvolutionLayout of(Convolution convolution, Shape x, int outputChannels) {
        int groups = convolution.groups();
        return new ConvolutionLayout(new PlaneLayout(convolution.window(), x), x.size(0), groups, x.size(1) / groups,
                outputChannels / groups);
    }

    /** Whether each output channel reads one input channel. */
    public boolean isDepthwise() {
        return inputs == 1 && groups > 1;
    }

    /** Number of products in an output. */
    public int terms() {
        return inputs * plane.taps();
    }

    /** Number of weights. */
    public int weights() {
        return groups * outputs * terms();
    }

    /** The number of elements that take another kernel as long. */
    public long work() {
        return (long) images * plane.outputs() * weights() / PRODUCTS_PER_ELEMENT;
    }
}
