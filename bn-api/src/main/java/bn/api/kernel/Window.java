package bn.api.kernel;

import bn.api.Shape;

/**
 * The windows of images N x C x H x W that a convolution or a pooling reads.
 *
 * @param vertical along H
 * @param horizontal along W
 */
public record Window(WindowAxis vertical, WindowAxis horizontal) {

    /** A square window without dilation, with the same stride and padding on all sides. */
    public static Window square(int size, int stride, int padding) {
        WindowAxis axis = new WindowAxis(size, stride, 1, padding, padding);
        return new Window(axis, axis);
    }

    /**
     * The shape of the outputs for inputs N x C x H x W: N x channels x H' x W'.
     *
     * @throws bn.api.InvalidRequestException if the window is larger than the inputs with their padding
     */
    public Shape outputs(Shape inputs, int channels) {
        return Shape.of(inputs.size(0), channels, vertical.outputs(inputs.size(2)), horizontal.outputs(inputs.size(3)));
    }
}
