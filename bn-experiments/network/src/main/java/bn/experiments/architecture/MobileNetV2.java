package bn.experiments.architecture;

import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;
import bn.api.kernel.Window;

/**
 * A small MobileNetV2 (Sandler et al. 2018) for small images: inverted residual blocks of a 1 x 1 convolution to six times as many
 * channels, a depthwise 3 x 3 convolution and a 1 x 1 convolution back, with ReLU6.
 *
 * @param outputs number of outputs
 */
record MobileNetV2(int outputs) {
    private static final int STEM = 16;
    private static final int EXPANSION = 6;
    private static final int HEAD = 256;
    /** Channels, number of blocks and stride of the first block of each stage. */
    private static final int[][] STAGES = {{16, 1, 1}, {24, 2, 2}, {32, 2, 2}, {64, 2, 2}};

    Architecture build(String text, Shape input) {
        ArchitectureBuilder builder = new ArchitectureBuilder();
        int at = builder.convolution("stem", NodeSpec.INPUT, Convolution.square(3, 1, 1), STEM, Activation.RELU6);
        int channels = STEM;
        int number = 0;
        for (int[] stage : STAGES) {
            for (int block = 0; block < stage[1]; block++) {
                at = block(builder, "block" + ++number, at, channels, stage[0], block == 0 ? stage[2] : 1);
                channels = stage[0];
            }
        }
        int head = builder.convolution("head", at, Convolution.square(1, 1, 0), HEAD, Activation.RELU6);
        int pooled = builder.add("pool", new Operation.GlobalAverage(), head);
        builder.linear("classifier", pooled, new LinearSpec.Dense(outputs));
        return builder.build(text, input);
    }

    private static int block(ArchitectureBuilder builder, String name, int source, int inputs, int outputs, int stride) {
        int inner = inputs * EXPANSION;
        int wide = builder.convolution(name + ".expand", source, Convolution.square(1, 1, 0), inner, Activation.RELU6);
        Convolution depthwise = new Convolution(Window.square(3, stride, 1), inner);
        int filtered = builder.convolution(name + ".depthwise", wide, depthwise, inner, Activation.RELU6);
        int narrow = builder.convolution(name + ".project", filtered, Convolution.square(1, 1, 0), outputs, Activation.IDENTITY);
        return stride == 1 && inputs == outputs ? builder.sum(name + ".add", source, narrow, Activation.IDENTITY) : narrow;
    }
}
