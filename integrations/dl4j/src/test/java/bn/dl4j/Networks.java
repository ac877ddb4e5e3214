package bn.dl4j;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Small networks and drawn data. */
final class Networks {
    static final double LEARNING_RATE = 0.05;
    /** So large that a gradient with it inside would differ visibly. */
    private static final double DECAY_OF_WEIGHTS = 0.1;

    private Networks() {}

    static NeuralNetConfiguration.Builder settings(DataType type) {
        return new NeuralNetConfiguration.Builder().seed(7).dataType(type).updater(new Sgd(LEARNING_RATE)).l2(DECAY_OF_WEIGHTS)
                .activation(Activation.IDENTITY);
    }

    static BatchNormalization.Builder norm() {
        return new BatchNormalization.Builder();
    }

    static OutputLayer classes() {
        return new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT).nOut(3).activation(Activation.SOFTMAX).build();
    }

    /** 6 inputs, hidden layers of 5 and 4 units, 3 classes. */
    static MultiLayerNetwork perceptron(DataType type, BatchNormalization norm) {
        MultiLayerNetwork network = new MultiLayerNetwork(settings(type).list()
                .layer(new DenseLayer.Builder().nOut(5).build())
                .layer(norm)
                .layer(new ActivationLayer(Activation.RELU))
                .layer(new DenseLayer.Builder().nOut(4).hasBias(false).build())
                .layer(norm.clone())
                .layer(new ActivationLayer(Activation.RELU))
                .layer(classes())
                .setInputType(InputType.feedForward(6)).build());
        network.init();
        return network;
    }

    /** Images of 8 x 8 pixels and 2 channels; convolutions of 3 and 4 filters with a pooling in between. */
    static ComputationGraph convolutions(DataType type) {
        ComputationGraphConfiguration configuration = settings(type).graphBuilder().addInputs("in")
                .addLayer("conv1", new ConvolutionLayer.Builder(3, 3).nOut(3).build(), "in")
                .addLayer("bn1", norm().build(), "conv1")
                .addLayer("relu1", new ActivationLayer(Activation.RELU), "bn1")
                .addLayer("pool",
                        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                                .build(),
                        "relu1")
                .addLayer("conv2", new ConvolutionLayer.Builder(2, 2).nOut(4).build(), "pool")
                .addLayer("bn2", norm().build(), "conv2")
                .addLayer("relu2", new ActivationLayer(Activation.RELU), "bn2")
                .addLayer("out", classes(), "relu2")
                .setOutputs("out").setInputTypes(InputType.convolutional(8, 8, 2)).build();
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        return network;
    }

    static DataSet rows(DataType type, int examples) {
        return new DataSet(Nd4j.randn(type, examples, 6).addi(0.5), labels(type, examples));
    }

    static DataSet images(DataType type, int examples) {
        return new DataSet(Nd4j.randn(type, examples, 2, 8, 8).addi(0.5), labels(type, examples));
    }

    private static org.nd4j.linalg.api.ndarray.INDArray labels(DataType type, int examples) {
        org.nd4j.linalg.api.ndarray.INDArray labels = Nd4j.zeros(type, examples, 3);
        for (int i = 0; i < examples; i++) {
            labels.putScalar(i, i * i % 3, 1);
        }
        return labels;
    }
}
