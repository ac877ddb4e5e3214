package bn.theory.softmax;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.Loss;
import bn.theory.optimize.Objective;
import java.util.Arrays;

/**
 * Mean cross-entropy of z_k = gamma_k (w_k.x - mean_k) / s_k + beta_k over the whole data set, computed by the batch-norm kernels
 * of a backend with eps = 0. Variables: w on the whitened inputs, K x r, then beta, K.
 */
final class BatchNormObjective implements Objective, AutoCloseable {
    private static final double EPS = 0;

    private final WhitenedData data;
    private final Backend backend;
    /** Scale of each class. */
    private final double[] gamma;
    private final Tensor weights;
    private final Tensor weightsGradient;
    private final AffineParameters affine;
    private final AffineParameters affineGradient;
    private final ChannelStatistics statistics;
    private final Tensor preActivations;
    private final Tensor outputs;
    private final Tensor gradient;
    private final Tensor metrics;

    BatchNormObjective(WhitenedData data, double gamma) {
        this.data = data;
        this.backend = data.backend();
        int k = data.classes();
        this.gamma = new double[k];
        this.weights = allocate(k, data.rank());
        this.weightsGradient = allocate(k, data.rank());
        this.affine = new AffineParameters(allocate(k), allocate(k));
        this.affineGradient = new AffineParameters(allocate(k), allocate(k));
        this.statistics = new ChannelStatistics(allocate(k), allocate(k));
        this.preActivations = allocate(data.size(), k);
        this.outputs = allocate(data.size(), k);
        this.gradient = allocate(data.size(), k);
        this.metrics = allocate(2);
        double[] gammas = new double[k];
        Arrays.fill(gammas, gamma);
        scale(gammas, 0);
    }

    /** Sets the scales to K numbers of an array, starting at an index. */
    void scale(double[] scales, int from) {
        System.arraycopy(scales, from, gamma, 0, gamma.length);
        affine.gamma().upload(gamma, 0);
    }

    private Tensor allocate(int... sizes) {
        return backend.allocate(DType.FLOAT64, Shape.of(sizes));
    }

    @Override
    public double evaluate(double[] x, double[] target) {
        int shifts = data.classes() * data.rank();
        weights.upload(x, 0);
        affine.beta().upload(x, shifts);
        backend.dense().forward(data.inputs(), weights, null, preActivations);
        backend.batchNorm().forward(preActivations, affine, EPS, Activation.IDENTITY, statistics, outputs);
        backend.loss().compute(Loss.SOFTMAX_CROSS_ENTROPY, outputs, data.targets(), gradient, metrics);
        backend.batchNorm().backward(preActivations, outputs, gradient, affine, EPS, Activation.IDENTITY, statistics, gradient,
                affineGradient);
        backend.dense().backwardParameters(data.inputs(), gradient, weightsGradient, null);
        weightsGradient.download(target, 0);
        affineGradient.beta().download(target, shifts);
        return metrics.toDoubles()[0];
    }

    /** Derivatives of the loss with respect to the scales at the last evaluated point, K. */
    double[] scaleGradient() {
        return affineGradient.gamma().toDoubles();
    }

    /** The rates -(dL/dgamma_k) / gamma_k at the last evaluated point (T3), K; NaN for a scale of 0. */
    double[] rates() {
        double[] rates = scaleGradient();
        for (int k = 0; k < rates.length; k++) {
            rates[k] = gamma[k] == 0 ? Double.NaN : -rates[k] / gamma[k];
        }
        return rates;
    }

    /** The variables with w_k replaced by v_k = gamma_k w_k / s_k, for the last evaluated point. */
    double[] effectiveWeights(double[] x) {
        double[] effective = x.clone();
        double[] variance = statistics.variance().toDoubles();
        for (int i = 0; i < data.classes() * data.rank(); i++) {
            int k = i / data.rank();
            effective[i] *= gamma[k] / Math.sqrt(variance[k]);
        }
        return effective;
    }

    @Override
    public void close() {
        for (Tensor tensor : new Tensor[] {weights, weightsGradient, affine.gamma(), affine.beta(), affineGradient.gamma(),
                affineGradient.beta(), statistics.mean(), statistics.variance(), preActivations, outputs, gradient, metrics}) {
            tensor.close();
        }
    }
}
