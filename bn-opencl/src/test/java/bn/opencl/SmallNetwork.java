package bn.opencl;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.Loss;
import bn.api.kernel.Sgd;
import bn.api.kernel.VarianceEstimator;
import java.util.Random;

/**
 * A training step made of kernel calls only: twice a linear layer, batch norm and ReLU; then a linear layer, cross-entropy and
 * SGD.
 */
final class SmallNetwork {
    private static final int[] WIDTHS = {20, 33, 18, 7};
    private static final int BATCH = 48;
    private static final Sgd STEP = new Sgd(0.1, 0.9, 1e-3);

    private final Backend backend;
    private final DType dtype;
    private final Random random = new Random(5);
    private final Tensor[] weights = new Tensor[3];
    private final Tensor[] weightVelocities = new Tensor[3];
    private final AffineParameters[] affines = new AffineParameters[2];
    private final AffineParameters[] affineGradients = new AffineParameters[2];
    private final AffineParameters[] affineVelocities = new AffineParameters[2];
    private final ChannelStatistics[] batches = new ChannelStatistics[2];
    private final ChannelStatistics[] running = new ChannelStatistics[2];
    private final Tensor bias;
    private final Tensor biasGradient;
    private final Tensor biasVelocity;
    private final Tensor inputs;
    private final Tensor targets;
    private final Tensor metrics;
    private final Tensor[] z = new Tensor[3];
    private final Tensor[] y = new Tensor[2];
    private final Tensor[] gradients = new Tensor[3];

    SmallNetwork(Backend backend, DType dtype) {
        this.backend = backend;
        this.dtype = dtype;
        for (int i = 0; i < 3; i++) {
            weights[i] = tensor(0.2, WIDTHS[i + 1], WIDTHS[i]);
            weightVelocities[i] = tensor(0, WIDTHS[i + 1], WIDTHS[i]);
            z[i] = tensor(0, BATCH, WIDTHS[i + 1]);
            gradients[i] = tensor(0, BATCH, WIDTHS[i + 1]);
        }
        for (int i = 0; i < 2; i++) {
            int c = WIDTHS[i + 1];
            affines[i] = new AffineParameters(tensor(1, c), tensor(1, c));
            affineGradients[i] = new AffineParameters(tensor(0, c), tensor(0, c));
            affineVelocities[i] = new AffineParameters(tensor(0, c), tensor(0, c));
            batches[i] = new ChannelStatistics(tensor(0, c), tensor(0, c));
            running[i] = new ChannelStatistics(tensor(0, c), tensor(1, c));
            y[i] = tensor(0, BATCH, c);
        }
        bias = tensor(0, WIDTHS[3]);
        biasGradient = tensor(0, WIDTHS[3]);
        biasVelocity = tensor(0, WIDTHS[3]);
        inputs = backend.allocate(dtype, Shape.of(BATCH, WIDTHS[0]));
        targets = backend.allocate(dtype, Shape.of(BATCH, WIDTHS[3]));
        metrics = backend.allocate(dtype, Shape.of(2));
    }

    private Tensor tensor(double deviation, int... sizes) {
        Tensor tensor = backend.allocate(dtype, Shape.of(sizes));
        tensor.upload(normal(deviation, (int) tensor.shape().elements()), 0);
        return tensor;
    }

    private double[] normal(double deviation, int n) {
        return random.doubles(n).map(u -> deviation * (2 * u - 1)).toArray();
    }

    /** One step on a fresh batch. */
    void step() {
        double[] x = normal(1, BATCH * WIDTHS[0]);
        double[] t = new double[BATCH * WIDTHS[3]];
        for (int i = 0; i < BATCH; i++) {
            t[i * WIDTHS[3] + random.nextInt(WIDTHS[3])] = 1;
        }
        inputs.upload(x, 0);
        targets.upload(t, 0);
        forward();
        backend.loss().compute(Loss.SOFTMAX_CROSS_ENTROPY, z[2], targets, gradients[2], metrics);
        backward();
    }

    private void forward() {
        Tensor in = inputs;
        for (int i = 0; i < 2; i++) {
            backend.dense().forward(in, weights[i], null, z[i]);
            backend.batchNorm().forward(z[i], affines[i], 1e-5, Activation.RELU, batches[i], y[i]);
            backend.batchNorm().updateRunningStatistics(running[i], batches[i], 0.1, VarianceEstimator.UNBIASED, BATCH);
            in = y[i];
        }
        backend.dense().forward(in, weights[2], bias, z[2]);
    }

    private void backward() {
        DenseUpdateKernel update = backend.optional(DenseUpdateKernel.class).orElseThrow();
        backend.dense().backwardInput(gradients[2], weights[2], gradients[1]);
        update.update(y[1], gradients[2], weights[2], weightVelocities[2], STEP, biasGradient);
        backend.update().sgd(bias, biasGradient, biasVelocity, STEP);
        for (int i = 1; i >= 0; i--) {
            backend.batchNorm().backward(z[i], y[i], gradients[i], affines[i], 1e-5, Activation.RELU, batches[i], gradients[i],
                    affineGradients[i]);
            if (i == 1) {
                backend.dense().backwardInput(gradients[1], weights[1], gradients[0]);
            }
            update.update(i == 1 ? y[0] : inputs, gradients[i], weights[i], weightVelocities[i], STEP, null);
            backend.update().sgd(affines[i].gamma(), affineGradients[i].gamma(), affineVelocities[i].gamma(), STEP);
            backend.update().sgd(affines[i].beta(), affineGradients[i].beta(), affineVelocities[i].beta(), STEP);
        }
    }

    double loss() {
        return metrics.toDoubles()[0];
    }

    /** All weights, one after the other. */
    double[] learned() {
        int size = 0;
        for (Tensor w : weights) {
            size += (int) w.shape().elements();
        }
        double[] all = new double[size];
        int at = 0;
        for (Tensor w : weights) {
            w.download(all, at);
            at += (int) w.shape().elements();
        }
        return all;
    }
}
