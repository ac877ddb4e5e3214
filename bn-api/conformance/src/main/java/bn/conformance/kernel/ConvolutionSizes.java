package bn.conformance.kernel;

import bn.api.Shape;
import bn.api.kernel.Convolution;
import java.util.Random;

/** A convolution of images to O output channels. */
record ConvolutionSizes(Geometry geometry, int outputChannels, int groups) {

    /** Random sizes, with up to 3 groups of up to 5 channels on both sides. */
    static ConvolutionSizes random(long seed) {
        Random random = new Random(seed);
        int groups = 1 + random.nextInt(3);
        Geometry geometry = Geometry.random(random, groups * (1 + random.nextInt(5)));
        return new ConvolutionSizes(geometry, groups * (1 + random.nextInt(5)), groups);
    }

    Convolution convolution() {
        return new Convolution(geometry.window(), groups);
    }

    Shape inputs() {
        return geometry.images();
    }

    Shape weights() {
        return convolution().weights(inputs().size(1), outputChannels);
    }

    Shape bias() {
        return Shape.of(outputChannels);
    }

    Shape outputs() {
        return geometry.outputs(outputChannels);
    }

    /** Number of products of an output. */
    long productsOfOutput() {
        return weights().rowElements();
    }

    /** The largest number of products of a gradient with respect to an input. */
    long productsOfInput() {
        return (long) outputChannels / groups * geometry.windowSize();
    }

    /** Number of products of a gradient with respect to a weight, and of terms of one with respect to a bias. */
    long productsOfWeight() {
        return outputs().elements() / outputChannels;
    }

    /** Multiply-adds of the forward pass and the two backward passes. */
    long work() {
        return 3 * outputs().elements() * productsOfOutput();
    }

    @Override
    public String toString() {
        return geometry + ", to " + outputChannels + (outputChannels == 1 ? " channel" : " channels")
                + (groups == 1 ? "" : " in " + groups + " groups");
    }
}
