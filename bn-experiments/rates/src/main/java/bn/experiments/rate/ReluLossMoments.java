package bn.experiments.rate;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.Parameter;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.theory.batch.LossMoments;
import java.util.List;

/**
 * The moments of the loss that T9 needs for a last hidden layer of K units. After it come ReLU and a linear layer with weights W,
 * so the C outputs are piecewise linear in the layer's h. With a_k = 1 where unit k is active, else 0, and the derivatives l_c
 * with respect to the outputs, l_k = a_k sum_c W_ck l_c on either side of the kink. At the kink l_k jumps by sum_c W_ck l_c.
 * Second derivatives come from {@link HessianMoments}.
 */
final class ReluLossMoments implements AutoCloseable {
    private final Backend backend;
    private final Network network;
    private final Loss loss;
    private final double[] gamma;
    private final double[] beta;
    private final Layer last;
    private final Parameter weights;
    private final Tensor metrics;
    private final HessianMoments hessian;
    private final LossMoments means;
    private final List<KinkSums> kinks;

    /**
     * Moments of no examples.
     *
     * @param gamma scale of each unit for pre-activations of variance 1
     * @param kinks those of each batch size
     * @param block largest number of examples that are added at once
     */
    ReluLossMoments(Backend backend, Network network, Loss loss, double[] gamma, List<KinkSums> kinks, int block) {
        this.backend = backend;
        this.network = network;
        this.loss = loss;
        this.gamma = gamma;
        this.kinks = kinks;
        int layers = network.layers().size();
        last = network.layers().get(layers - 2);
        weights = network.layers().get(layers - 1).linear().weights();
        beta = last.normalization().orElseThrow().parameters().stream().filter(p -> p.role() == Parameter.Role.BETA).findFirst()
                .map(p -> p.value().toDoubles()).orElse(new double[gamma.length]);
        metrics = backend.allocate(network.spec().dtype(), Shape.of(2));
        hessian = new HessianMoments(backend, loss, weights.value(), block);
        LossMoments zeros = LossMoments.zeros(gamma.length);
        means = new LossMoments(zeros.gradient(), zeros.gradientX(), zeros.gradientX3(), hessian.plain(), hessian.oneSided(),
                hessian.twoSided());
    }

    /**
     * Adds a block of n examples.
     *
     * @param outputs outputs of the network in inference, n x C
     * @param x pre-activations of the layer at variance 1, n x K
     * @param weight weight of an example: 1/N
     */
    void add(Tensor outputs, Tensor targets, double[] x, double weight) {
        int n = x.length / gamma.length;
        Tensor gradient = network.outputGradient(n);
        backend.loss().compute(loss, outputs, targets, gradient, metrics);
        backend.dense().backwardInput(gradient, weights.value(), last.gradient(n));
        // The kernel differentiates the mean over n examples; the loss of one example is n times its term.
        double[] jump = last.gradient(n).toDoubles();
        double[] active = last.outputs(n).toDoubles();
        for (int i = 0; i < x.length; i++) {
            addGradient(i % gamma.length, x[i], weight * n * jump[i], active[i] > 0);
        }
        hessian.add(outputs, x, active, gradient, last.gradient(n), weight);
    }

    private void addGradient(int k, double x, double jump, boolean active) {
        if (active) {
            means.gradient()[k] += jump;
            means.gradientX()[k] += jump * x;
            means.gradientX3()[k] += jump * x * x * x;
        }
        kinks.forEach(size -> size.add(k, x, gamma[k], beta[k], jump));
    }

    LossMoments means() {
        return means;
    }

    @Override
    public void close() {
        metrics.close();
        hessian.close();
    }
}
