package bn.experiments.architecture;

import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;

/**
 * A residual network whose normalizations and ReLUs come before the convolutions (He et al. 2016, "Identity mappings in deep
 * residual networks"), for small images, with shortcuts A.
 *
 * @param blocks number of blocks in each of 3 stages
 * @param outputs number of outputs
 */
record PreActivationResNet(int blocks, int outputs) {
    private static final int WIDTH = 16;

    Architecture build(String text, Shape input) {
        ArchitectureBuilder builder = new ArchitectureBuilder();
        int at = builder.linear("conv1", NodeSpec.INPUT, new LinearSpec.Convolutional(Convolution.square(3, 1, 1), WIDTH));
        for (int stage = 0; stage < 3; stage++) {
            for (int block = 0; block < blocks; block++) {
                at = block(builder, "layer" + (stage + 1) + "." + block, at, WIDTH << stage, stage > 0 && block == 0);
            }
        }
        int last = builder.normalization("bn", at, Activation.RELU);
        int pooled = builder.add("pool", new Operation.GlobalAverage(), last);
        builder.linear("linear", pooled, new LinearSpec.Dense(outputs));
        return builder.build(text, input);
    }

    private static int block(ArchitectureBuilder builder, String name, int source, int channels, boolean halved) {
        int shortcut = halved ? ResNet.identity(builder, name + ".shortcut", source, channels) : source;
        int first = builder.normalization(name + ".bn1", source, Activation.RELU);
        int inner = builder.convolution(name + ".conv1", first, Convolution.square(3, halved ? 2 : 1, 1), channels,
                Activation.RELU);
        int second = builder.linear(name + ".conv2", inner, new LinearSpec.Convolutional(Convolution.square(3, 1, 1), channels));
        return builder.sum(name + ".add", shortcut, second, Activation.IDENTITY);
    }
}
