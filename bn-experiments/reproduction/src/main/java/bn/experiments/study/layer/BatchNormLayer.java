package bn.experiments.study.layer;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.Loss;
import bn.api.kernel.Sgd;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A linear layer with batch norm (eps 0, gamma fixed, float64), trained on the squared loss by steps of gradient descent through
 * the kernels of a backend. It knows no closed form: its rates are read off its gradients (T3). There is no beta, as neither the
 * gradient with respect to w nor that with respect to gamma depends on it with the squared loss.
 */
public final class BatchNormLayer implements AutoCloseable {
    private static final double EPS = 0;

    private final Backend backend;
    private final double gamma;
    private final int outputs;
    private final int features;
    private final Tensor inputs;
    private final Tensor targets;
    private final Tensor weights;
    private final Tensor gradient;
    private final Tensor velocity;
    private final Tensor preActivations;
    private final Tensor values;
    private final Tensor delta;
    private final Tensor metrics;
    private final AffineParameters affine;
    private final AffineParameters affineGradient;
    private final ChannelStatistics statistics;
    private int count;

    /**
     * A layer whose initial weights are drawn, each row of a length of about 1.
     *
     * @param features number of inputs
     * @param outputs number of targets
     * @param batch examples a step, at most
     * @param gamma of all outputs, positive
     * @param seed of the weights
     */
    public BatchNormLayer(Backend backend, int features, int outputs, int batch, double gamma, long seed) {
        this.backend = backend;
        this.gamma = gamma;
        this.features = features;
        this.outputs = outputs;
        inputs = allocate(batch, features);
        targets = allocate(batch, outputs);
        weights = allocate(outputs, features);
        gradient = allocate(outputs, features);
        velocity = allocate(outputs, features);
        preActivations = allocate(batch, outputs);
        values = allocate(batch, outputs);
        delta = allocate(batch, outputs);
        metrics = allocate(2);
        affine = new AffineParameters(allocate(outputs), allocate(outputs));
        affineGradient = new AffineParameters(allocate(outputs), allocate(outputs));
        statistics = new ChannelStatistics(allocate(outputs), allocate(outputs));
        double[] gammas = new double[outputs];
        Arrays.fill(gammas, gamma);
        affine.gamma().upload(gammas, 0);
        SplittableRandom random = new SplittableRandom(seed);
        double[] initial = new double[outputs * features];
        Arrays.setAll(initial, i -> random.nextGaussian() / Math.sqrt(features));
        weights.upload(initial, 0);
    }

    private Tensor allocate(int... sizes) {
        return backend.allocate(DType.FLOAT64, Shape.of(sizes));
    }

    /**
     * Makes the batch of the next passes.
     *
     * @param x row after row
     * @param y targets, row after row
     * @param n number of rows
     */
    public void load(double[] x, double[] y, int n) {
        count = n;
        inputs.rows(0, n).upload(x, 0);
        targets.rows(0, n).upload(y, 0);
    }

    /** A forward and a backward pass over the batch. */
    public void pass() {
        Tensor x = inputs.rows(0, count);
        Tensor z = preActivations.rows(0, count);
        Tensor out = values.rows(0, count);
        Tensor d = delta.rows(0, count);
        backend.dense().forward(x, weights, null, z);
        backend.batchNorm().forward(z, affine, EPS, Activation.IDENTITY, statistics, out);
        backend.loss().compute(Loss.SQUARED, out, targets.rows(0, count), d, metrics);
        backend.batchNorm().backward(z, out, d, affine, EPS, Activation.IDENTITY, statistics, d, affineGradient);
        backend.dense().backwardParameters(x, d, gradient, null);
    }

    /** A pass, then {@link #update}. */
    public void step(Sgd sgd) {
        pass();
        update(sgd);
    }

    /** A step of all weights by the gradient of the last pass. */
    public void update(Sgd sgd) {
        backend.update().sgd(weights, gradient, velocity, sgd);
    }

    /**
     * The rates -(dL/dgamma) / gamma of the last pass (T3), one for each output; NaN for one whose pre-activations do not vary.
     */
    public double[] rates() {
        double[] variance = statistics.variance().toDoubles();
        double[] derivative = affineGradient.gamma().toDoubles();
        double[] rates = new double[outputs];
        Arrays.setAll(rates, k -> variance[k] > 0 ? -derivative[k] / gamma : Double.NaN);
        return rates;
    }

    /** The effective weights v = gamma w / s, outputs x features, of the present weights by the statistics of the last pass. */
    public double[] effectiveWeights() {
        double[] v = weights.toDoubles();
        double[] variance = statistics.variance().toDoubles();
        for (int i = 0; i < v.length; i++) {
            v[i] *= gamma / Math.sqrt(variance[i / features]);
        }
        return v;
    }

    @Override
    public void close() {
        List.of(inputs, targets, weights, gradient, velocity, preActivations, values, delta, metrics, affine.gamma(),
                affine.beta(),
                affineGradient.gamma(), affineGradient.beta(), statistics.mean(), statistics.variance()).forEach(Tensor::close);
    }
}
