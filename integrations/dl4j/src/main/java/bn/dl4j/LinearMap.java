package bn.dl4j;

import bn.monitor.Turning;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

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

    /** |w| of each output. */
    double[] lengths(Model network) {
        return lengths(weights(network));
    }

    /**
     * A copy of the weights, in the same order: {@code dup()} alone may transpose them, which is slow, and so are norms of that.
     */
    INDArray copy(Model network) {
        INDArray weights = weights(network);
        return weights.dup(weights.ordering());
    }

    /**
     * Root mean square over the outputs of the angles, in radians, to the weights of now.
     *
     * @param earlier a copy of the weights, which is overwritten
     * @param squaredNorm |w|^2 of each output of that copy
     */
    double angleFrom(INDArray earlier, double[] squaredNorm, Model network) {
        INDArray weights = weights(network);
        return Turning.angle(squaredNorm, lengths(weights), lengths(earlier.subi(weights)));
    }

    private INDArray weights(Model network) {
        return network.getParam(layer.parameter(DefaultParamInitializer.WEIGHT_KEY));
    }

    /** Dense weights are inputs x outputs, those of convolutions outputs x inputs x height x width. */
    private static double[] lengths(INDArray weights) {
        INDArray lengths = weights.rank() == 4 ? weights.norm2(1, 2, 3) : weights.norm2(0);
        return lengths.reshape(lengths.length()).toDoubleVector();
    }

    /** &lt;W, dL/dW&gt;. */
    double product(Model network) {
        INDArray gradient = network.gradient().getGradientFor(layer.parameter(DefaultParamInitializer.WEIGHT_KEY));
        return Transforms.dot(weights(network), gradient).getDouble(0) / network.batchSize();
    }
}
