package bn.experiments.rate;

import bn.api.DType;
import bn.api.Moments;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.experiments.network.Layer;
import bn.theory.network.Stationarity;
import bn.theory.spectral.Whitening;

/**
 * The two parts of the gradient with respect to the weights of a layer (T2), over all examples: g = sum_i delta_i (x_i - m) and S
 * v for each unit, both K x d. Their norms are defined by the covariance S of the layer's inputs, d x d.
 */
final class WeightGradientParts implements AutoCloseable {
    private final double[] scale;
    private final int examples;
    private final CrossProductSum g;
    private final CrossProductSum sv;
    private final InputMoments inputs;

    /** Sums of zero for a layer with gamma. */
    WeightGradientParts(Backend backend, DType dtype, Layer layer, BlockIterator blocks) {
        examples = blocks.examples();
        int units = layer.linear().units();
        int features = layer.linear().fanIn();
        scale = layer.normalization().orElseThrow().gamma().orElseThrow().value().toDoubles();
        g = new CrossProductSum(backend, dtype, units, features);
        sv = new CrossProductSum(backend, dtype, units, features);
        inputs = new InputMoments(backend, blocks.blockSize(), features);
    }

    /**
     * Adds a block of n examples.
     *
     * @param d gradient of the block's mean loss with respect to the layer's normalized outputs, n x K; overwritten
     * @param x the normalized pre-activations, n x K; overwritten
     * @param in inputs of the layer, n x d
     */
    void add(Tensor d, double[] x, Tensor in) {
        int count = in.shape().size(0);
        g.add(d, in, (double) count / examples);
        inputs.add(in);
        for (int i = 0; i < x.length; i++) {
            x[i] *= scale[i % scale.length];
        }
        // Now d holds the outputs v.(x_i - m). They sum to 0, so that the mean of the inputs cancels in S v.
        d.upload(x, 0);
        sv.add(d, in, 1.0 / examples);
    }

    /**
     * The norms of g + lambda S v and of g.
     *
     * @param gammaGradient gradient of the mean loss over all examples with respect to gamma
     * @param betaGradient the same with respect to beta
     */
    Stationarity stationarity(double[] gammaGradient, double[] betaGradient) {
        Moments moments = inputs.result();
        double[] loss = g.sum();
        for (int i = 0; i < loss.length; i++) {
            loss[i] -= betaGradient[i / moments.dimension()] * moments.mean()[i % moments.dimension()];
        }
        double[] lambda = new double[scale.length];
        for (int k = 0; k < lambda.length; k++) {
            lambda[k] = scale[k] == 0 ? Double.NaN : -gammaGradient[k] / scale[k];
        }
        return Stationarity.of(loss, lambda, sv.sum(), Whitening.of(moments, moments.dimension()).matrix());
    }

    @Override
    public void close() {
        g.close();
        sv.close();
        inputs.close();
    }
}
