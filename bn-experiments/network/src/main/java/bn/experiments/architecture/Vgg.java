package bn.experiments.architecture;

import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;
import bn.api.kernel.Pooling;

/**
 * VGG-11 (Simonyan and Zisserman 2015, configuration A) with a normalization after each convolution, for images of 32 x 32: one
 * fully connected layer instead of three.
 *
 * @param outputs number of outputs
 */
record Vgg(int outputs) {
    private static final int[][] STAGES = {{64}, {128}, {256, 256}, {512, 512}, {512, 512}};

    Architecture build(String text, Shape input) {
        ArchitectureBuilder builder = new ArchitectureBuilder();
        int at = NodeSpec.INPUT;
        int number = 0;
        for (int stage = 0; stage < STAGES.length; stage++) {
            for (int channels : STAGES[stage]) {
                at = builder.convolution("conv" + ++number, at, Convolution.square(3, 1, 1), channels, Activation.RELU);
            }
            at = builder.pool("pool" + (stage + 1), at, Pooling.MAX, 2, 2);
        }
        int flat = builder.add("flatten", new Operation.Flatten(), at);
        builder.linear("classifier", flat, new LinearSpec.Dense(outputs));
        return builder.build(text, input);
    }
}
