package bn.api.kernel;

import bn.api.InvalidRequestException;
import bn.api.Shape;

/**
 * The geometry of a convolution (a cross-correlation, as in all frameworks): C input channels and O output channels in groups of
 * C / groups and O / groups, each with its own weights. A depthwise convolution has as many groups as input channels.
 *
 * @param window size KH x KW, stride, dilation and padding, which is with zeros
 * @param groups number of groups, at least 1; it divides C and O
 */
public record Convolution(Window window, int groups) {

    /** Checks the number of groups. */
    public Convolution {
        if (groups < 1) {
            throw new InvalidRequestException("a convolution has at least 1 group, got " + groups);
        }
    }

    /** One group, and a square window without dilation. */
    public static Convolution square(int size, int stride, int padding) {
        return new Convolution(Window.square(size, stride, padding), 1);
    }

    /**
     * The shape of the weights: O x C/groups x KH x KW.
     *
     * @throws InvalidRequestException if the groups do not divide a number of channels
     */
    public Shape weights(int inputChannels, int outputChannels) {
        if (inputChannels % groups != 0 || outputChannels % groups != 0) {
            throw new InvalidRequestException(groups + " groups do not divide " + inputChannels + " input channels and "
                    + outputChannels + " output channels");
        }
        return Shape.of(outputChannels, inputChannels / groups, window.vertical().size(), window.horizontal().size());
    }
}
