package bn.experiments.architecture;

import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;
import bn.api.kernel.Pooling;

/**
 * LeNet-5 (LeCun et al. 1998) with ReLU, maximum pooling and a normalization in each hidden layer.
 *
 * @param outputs number of outputs
 */
record LeNet(int outputs) {

    Architecture build(String text, Shape input) {
        ArchitectureBuilder builder = new ArchitectureBuilder();
        int first = builder.convolution("conv1", NodeSpec.INPUT, Convolution.square(5, 1, 2), 6, Activation.RELU);
        int halved = builder.pool("pool1", first, Pooling.MAX, 2, 2);
        int second = builder.convolution("conv2", halved, Convolution.square(5, 1, 0), 16, Activation.RELU);
        int quartered = builder.pool("pool2", second, Pooling.MAX, 2, 2);
        int flat = builder.add("flatten", new Operation.Flatten(), quartered);
        int wide = builder.dense("fc1", flat, 120, Activation.RELU);
        int narrow = builder.dense("fc2", wide, 84, Activation.RELU);
        builder.linear("fc3", narrow, new LinearSpec.Dense(outputs));
        return builder.build(text, input);
    }
}
