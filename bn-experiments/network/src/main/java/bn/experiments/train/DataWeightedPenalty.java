package bn.experiments.train;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.Sgd;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.experiments.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Adds to the gradient of the weights v_k of each hidden unit that of the penalty (lambda_k/2) v_k.Sv_k (T11), S the biased
 * covariance of the layer's inputs in the batch. A hook for {@link Trainer#epoch(int, TrainingListener, BackwardHook)}, which keeps
 * the gradients for it.
 *
 * <p>S is taken as constant, so that no gradient flows through it to the layers below; or it is differentiated, too, as batch norm
 * does (T14): then the layers below get its gradient as well. The penalty of a unit is lambda_k/2 times the variance of u = x v_k over the
 * batch, so its derivative with respect to u_ik is (lambda_k/N)(u_ik - mean u_k), of which the backward pass of the linear map makes
 * the gradients with respect to weights and inputs. Without the latter: lambda_k S v_k = sum_i (lambda_k/N)(u_ik - mean u_k) x_i, two
 * matrix products and no d x d matrix.
 */
public final class DataWeightedPenalty implements BackwardHook, AutoCloseable {
    /** target = target - addend, the velocity taking a copy of the addend. */
    private static final Sgd SUBTRACT = new Sgd(1, 0, 0);

    private final Backend backend;
    private final boolean through;
    private final IdentityHashMap<Linear, Buffers> buffers = new IdentityHashMap<>();

    /**
     * A penalty of the hidden layers of a network whose covariances are constant.
     *
     * @param lambda rates of the units of each hidden layer, from the first; 0 for no penalty
     * @throws IllegalArgumentException if there is not one rate for each hidden unit
     */
    public DataWeightedPenalty(Backend backend, Network network, List<double[]> lambda) {
        this(backend, network, lambda, false);
    }

    /**
     * A penalty of the hidden layers of a network.
     *
     * @param lambda rates of the units of each hidden layer, from the first; 0 for no penalty
     * @param through whether means and covariances are differentiated as well
     * @throws IllegalArgumentException if there is not one rate for each hidden unit
     */
    public DataWeightedPenalty(Backend backend, Network network, List<double[]> lambda, boolean through) {
        this.backend = backend;
        this.through = through;
        List<Layer> hidden = network.normalizedLayers().stream().filter(Layer::hasLinear).toList();
        if (lambda.size() != hidden.size()) {
            throw new IllegalArgumentException(lambda.size() + " layers of rates for " + hidden.size() + " hidden layers");
        }
        for (int i = 0; i < hidden.size(); i++) {
            Layer layer = hidden.get(i);
            if (lambda.get(i).length != layer.linear().units()) {
                throw new IllegalArgumentException(lambda.get(i).length + " rates for " + layer.linear().units() + " units");
            }
            Shape outputs = layer.preActivations(network.spec().maxBatch()).shape();
            buffers.put(layer.linear(), new Buffers(backend, network.spec().dtype(), layer.linear(), lambda.get(i), outputs));
        }
    }

    @Override
    public void afterLayer(Linear linear, Tensor x, Tensor dz) {
        Buffers b = buffers.get(linear);
        if (b == null || through) {
            return;
        }
        Tensor u = b.u.rows(0, x.shape().size(0));
        linear.apply(x, u);
        linear.weightGradient(x, slope(b, u), b.pull);
        backend.update().sgd(linear.weights().gradient(), b.pull, b.velocity, SUBTRACT);
    }

    @Override
    public Optional<NormalizationBackward> normalization(Layer layer) {
        Buffers b = through && layer.hasLinear() ? buffers.get(layer.linear()) : null;
        return b == null ? Optional.empty() : Optional.of((u, dy, du) -> {
            layer.normalization().orElseThrow().backward(u, dy, du);
            // The outputs are not computed again here, so their buffer can be the velocity.
            backend.update().sgd(du, slope(b, u), b.u.rows(0, u.shape().size(0)), SUBTRACT);
        });
    }

    /** Minus the derivative of the penalty with respect to the outputs u of a linear map, in a buffer. */
    private Tensor slope(Buffers b, Tensor u) {
        Tensor scaled = b.scaled.rows(0, u.shape().size(0));
        // This computes the means. Normalization by them and the variance 1 then centres and scales in one pass.
        backend.batchNorm().forward(u, b.plain, 1, Activation.IDENTITY, b.batch, scaled);
        b.scale(u.shape().elements() / b.lambda.length);
        backend.batchNorm().infer(u, b.rates, 0, Activation.IDENTITY, new ChannelStatistics(b.batch.mean(), b.ones), scaled);
        return scaled;
    }

    @Override
    public void close() {
        buffers.values().forEach(Buffers::close);
    }

    private static final class Buffers {
        private final double[] lambda;
        private final Tensor u;
        private final Tensor scaled;
        private final Tensor pull;
        private final Tensor velocity;
        private final Tensor ones;
        private final AffineParameters plain;
        /** -lambda/N, negative because it is subtracted in the end. */
        private final AffineParameters rates;
        private final ChannelStatistics batch;
        private long scaledFor;

        Buffers(Backend backend, DType dtype, Linear linear, double[] lambda, Shape outputs) {
            this.lambda = lambda;
            Shape units = Shape.of(lambda.length);
            u = backend.allocate(dtype, outputs);
            scaled = backend.allocate(dtype, outputs);
            pull = backend.allocate(dtype, linear.weights().value().shape());
            velocity = backend.allocate(dtype, linear.weights().value().shape());
            ones = backend.allocate(dtype, units);
            double[] one = new double[lambda.length];
            Arrays.fill(one, 1);
            ones.upload(one, 0);
            Tensor zeros = backend.allocate(dtype, units);
            plain = new AffineParameters(ones, zeros);
            rates = new AffineParameters(backend.allocate(dtype, units), zeros);
            batch = new ChannelStatistics(backend.allocate(dtype, units), backend.allocate(dtype, units));
        }

        /** Sets the rates for this number of values of a unit. */
        void scale(long n) {
            if (n != scaledFor) {
                rates.gamma().upload(Arrays.stream(lambda).map(rate -> -rate / n).toArray(), 0);
                scaledFor = n;
            }
        }

        void close() {
            List<Tensor> all = new ArrayList<>(List.of(u, scaled, pull, velocity, ones, plain.beta(), rates.gamma()));
            all.addAll(List.of(batch.mean(), batch.variance()));
            all.forEach(Tensor::close);
        }
    }
}
