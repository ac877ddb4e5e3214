package bn.experiments.rate;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.Parameter;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.theory.batch.LossMoments;
import bn.theory.batch.PairMoments;
import bn.theory.batch.ReluKink;

/**
 * What T9 needs of the loss after a last hidden layer of K units: ReLU and a linear layer with weights W make the C outputs
 * piecewise linear in the layer's h. With a_k = 1 where unit k is active, else 0, and the derivatives l_c with respect to the
 * outputs, l_k = a_k sum_c W_ck l_c on either side of the kink, and there it jumps by sum_c W_ck l_c. Second derivatives are
 * those of {@link CurvatureSums}.
 */
final class KinkedLossSums implements AutoCloseable {
    private final Backend backend;
    private final Network network;
    private final Loss loss;
    private final PairMoments inputs;
    private final double[] gamma;
    private final double[] beta;
    private final double noise;
    private final Layer last;
    private final Parameter weights;
    private final Tensor metrics;
    private final CurvatureSums curvature;
    private final LossMoments means;
    private final double[] kink;
    private final double[] kinkDecay;

    /**
     * Sums of zero.
     *
     * @param gamma scale of the layer's inputs at variance 1
     * @param noise deviation of the mean that a batch has of an input of variance 1
     * @param block most examples that are added at a time
     */
    KinkedLossSums(Backend backend, Network network, Loss loss, PairMoments inputs, double[] gamma, double noise, int block) {
        this.backend = backend;
        this.network = network;
        this.loss = loss;
        this.inputs = inputs;
        this.gamma = gamma;
        this.noise = noise;
        int layers = network.layers().size();
        last = network.layers().get(layers - 2);
        weights = network.layers().get(layers - 1).dense().weights();
        beta = last.normalization().orElseThrow().parameters().stream().filter(p -> p.role() == Parameter.Role.BETA).findFirst()
                .map(p -> p.value().toDoubles()).orElse(new double[gamma.length]);
        metrics = backend.allocate(network.spec().dtype(), Shape.of(2));
        curvature = new CurvatureSums(backend, loss, weights.value(), block);
        LossMoments zeros = LossMoments.zeros(gamma.length);
        means = new LossMoments(zeros.slope(), zeros.slopeX(), zeros.slopeCube(), curvature.plain(), curvature.oneSided(),
                curvature.twoSided());
        kink = new double[gamma.length];
        kinkDecay = new double[gamma.length];
    }

    /**
     * Adds a block of n examples.
     *
     * @param outputs of the network, in inference, n x C
     * @param x inputs of the layer at variance 1, n x K
     * @param weight of an example: 1/N
     */
    void add(Tensor outputs, Tensor targets, double[] x, double weight) {
        int n = x.length / gamma.length;
        Tensor gradient = network.outputGradient(n);
        backend.loss().compute(loss, outputs, targets, gradient, metrics);
        backend.dense().backwardInput(gradient, weights.value(), last.gradient(n));
        // By the loss of one example, which is n times its part of the mean.
        double[] jump = last.gradient(n).toDoubles();
        double[] active = last.outputs(n).toDoubles();
        for (int i = 0; i < x.length; i++) {
            addSlope(i % gamma.length, x[i], weight * n * jump[i], active[i] > 0);
        }
        curvature.add(outputs, x, active, gradient, last.gradient(n), weight);
    }

    private void addSlope(int k, double x, double jump, boolean active) {
        if (active) {
            means.slope()[k] += jump;
            means.slopeX()[k] += jump * x;
            means.slopeCube()[k] += jump * x * x * x;
        }
        double h = gamma[k] * x + beta[k];
        double unit = Math.abs(gamma[k]) * noise;
        kink[k] += jump * ReluKink.of(h, unit * Math.sqrt(inputs.spread(k, x)));
        kinkDecay[k] += jump * ReluKink.of(h, unit * Math.sqrt(inputs.spreadWithoutSkew(k, x)));
    }

    LossMoments means() {
        return means;
    }

    double[] kink() {
        return kink;
    }

    double[] kinkDecay() {
        return kinkDecay;
    }

    @Override
    public void close() {
        metrics.close();
        curvature.close();
    }
}
