package bn.dl4j;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer whose outputs before its activation are linear in its inputs, with the weights W. */
record LinearMap(NetworkLayer layer) {

    /** Whether a layer is one: dense, output or convolution. The classes that extend convolutions keep other weights. */
    static boolean is(NetworkLayer layer) {
        Layer configuration = layer.configuration();
        return configuration instanceof DenseLayer dense && !dense.hasLayerNorm()
                || configuration instanceof BaseOutputLayer
                || configuration.getClass() == ConvolutionLayer.class;
    }

    /** Whether its outputs are those of the linear map, so without an activation. */
    boolean isBare() {
        return layer.configuration() instanceof org.deeplearning4j.nn.conf.layers.BaseLayer base
                && base.getActivationFn() instanceof ActivationIdentity;
    }

    long outputs() {
        return ((org.deeplearning4j.nn.conf.layers.FeedForwardLayer) layer.configuration()).getNOut();
    }

    /** |w|^2 of each output: dense weights are inputs x outputs, those of convolutions outputs x inputs x height x width. */
    double[] squaredNorms(Model network) {
        INDArray weights = network.getParam(layer.parameter(DefaultParamInitializer.WEIGHT_KEY));
        INDArray squares = weights.mul(weights);
        INDArray norms = weights.rank() == 4 ? squares.sum(1, 2, 3) : squares.sum(0);
        return norms.reshape(norms.length()).toDoubleVector();
    }

    /** &lt;W, dL/dW&gt;. */
    double product(Model network) {
        String name = layer.parameter(DefaultParamInitializer.WEIGHT_KEY);
        INDArray gradient = network.gradient().getGradientFor(name);
        return network.getParam(name).mul(gradient).sumNumber().doubleValue() / network.batchSize();
    }
}
