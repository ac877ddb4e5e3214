package bn.dl4j;

import java.util.stream.DoubleStream;
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

    /** |w|^2 of each output. */
    double[] squaredNorms(Model network) {
        return squaredLengths(rows(network));
    }

    /** A copy of the weights of each output as a row of length 1; NaN where all are 0. */
    INDArray directions(Model network) {
        INDArray rows = rows(network);
        return rows.divColumnVector(rows.norm2(true, 1));
    }

    /** Root mean square over the outputs of the angles, in radians, from earlier directions to those of now. */
    double angleFrom(INDArray earlier, Model network) {
        // By the chord: the cosine of a small angle has lost it to rounding.
        double[] chords = squaredLengths(directions(network).subi(earlier));
        return Math.sqrt(DoubleStream.of(chords).filter(each -> !Double.isNaN(each))
                .map(each -> Math.pow(2 * Math.asin(Math.min(1, Math.sqrt(each) / 2)), 2)).average().orElse(Double.NaN));
    }

    /** A row for each output: dense weights are inputs x outputs, those of convolutions outputs x inputs x height x width. */
    private INDArray rows(Model network) {
        INDArray weights = network.getParam(layer.parameter(DefaultParamInitializer.WEIGHT_KEY));
        return weights.rank() == 4 ? weights.dup('c').reshape(weights.size(0), -1) : weights.transpose();
    }

    private static double[] squaredLengths(INDArray rows) {
        INDArray lengths = rows.mul(rows).sum(1);
        return lengths.reshape(lengths.length()).toDoubleVector();
    }

    /** &lt;W, dL/dW&gt;. */
    double product(Model network) {
        String name = layer.parameter(DefaultParamInitializer.WEIGHT_KEY);
        INDArray gradient = network.gradient().getGradientFor(name);
        return network.getParam(name).mul(gradient).sumNumber().doubleValue() / network.batchSize();
    }
}
