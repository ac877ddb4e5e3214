package bn.experiments.architecture;

import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;
import bn.api.kernel.Pooling;

/**
 * A residual network for small images (He et al. 2016, section 4.2): 3 stages of 16, 32 and 64 channels with n blocks of two
 * 3 x 3 convolutions each, a global average and a fully connected layer.
 *
 * @param blocks n
 * @param projection whether shortcuts that change the shape are convolutions (B); otherwise they leave out every second row and
 *     column and add channels of zeros, half before and half after (A)
 * @param outputs number of outputs
 */
record ResNet(int blocks, boolean projection, int outputs) {
    private static final int WIDTH = 16;

    Architecture build(String text, Shape input) {
        ArchitectureBuilder builder = new ArchitectureBuilder();
        int at = builder.convolution("conv1", NodeSpec.INPUT, Convolution.square(3, 1, 1), WIDTH, Activation.RELU);
        for (int stage = 0; stage < 3; stage++) {
            for (int block = 0; block < blocks; block++) {
                at = block(builder, "layer" + (stage + 1) + "." + block, at, WIDTH << stage, stage > 0 && block == 0);
            }
        }
        int pooled = builder.add("pool", new Operation.GlobalAverage(), at);
        builder.linear("linear", pooled, new LinearSpec.Dense(outputs));
        return builder.build(text, input);
    }

    private int block(ArchitectureBuilder builder, String name, int source, int channels, boolean halved) {
        int shortcut = halved ? shortcut(builder, name + ".shortcut", source, channels) : source;
        int first = builder.convolution(name + ".conv1", source, Convolution.square(3, halved ? 2 : 1, 1), channels,
                Activation.RELU);
        int second = builder.convolution(name + ".conv2", first, Convolution.square(3, 1, 1), channels, Activation.IDENTITY);
        return builder.sum(name + ".add", shortcut, second, Activation.RELU);
    }

    private int shortcut(ArchitectureBuilder builder, String name, int source, int channels) {
        if (projection) {
            return builder.convolution(name, source, Convolution.square(1, 2, 0), channels, Activation.IDENTITY);
        }
        return identity(builder, name, source, channels);
    }

    /** Shortcut A, from half as many channels. */
    static int identity(ArchitectureBuilder builder, String name, int source, int channels) {
        int halved = builder.pool(name + ".subsample", source, Pooling.MAX, 1, 2);
        return builder.add(name, new Operation.PadChannels(channels / 4, channels / 4), halved);
    }
}
