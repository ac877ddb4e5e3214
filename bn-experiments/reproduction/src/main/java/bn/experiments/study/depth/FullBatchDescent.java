package bn.experiments.study.depth;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.NormalizationProvider;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Linear;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.network.SgdOptimizer;
import bn.experiments.network.SgdOptions;
import bn.experiments.train.BatchLoader;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Gradient descent with momentum on all examples as one batch, batch norm with eps = 0, float64. Weight decay acts on the scales and
 * on the output weights alone: weights before batch norm would shrink without end.
 */
final class FullBatchDescent implements AutoCloseable {
    static final double LEARNING_RATE = 0.1;
    static final double MOMENTUM = 0.9;

    private final Backend backend;
    private final Network network;
    private final Linear output;
    private final BatchLoader loader;
    private final Tensor metrics;
    private final double gammaDecay;
    private final double outputDecay;
    private Map<String, double[]> velocities;

    FullBatchDescent(Backend backend, NormalizationProvider normalization, Architecture architecture, Examples examples,
            double gammaDecay, double outputDecay, long seed) {
        this.backend = backend;
        this.gammaDecay = gammaDecay;
        this.outputDecay = outputDecay;
        int count = examples.count();
        network = new Network(backend,
                new NetworkSpec(architecture, DType.FLOAT64, NormalizationOptions.pytorch().withEps(0), count,
                        seed),
                normalization);
        output = network.layers().get(network.layers().size() - 1).linear();
        metrics = backend.allocate(DType.FLOAT64, Shape.of(2));
        loader = new BatchLoader(backend, DType.FLOAT64, examples, count);
        loader.load(IntStream.range(0, count).toArray(), 0, count, 0, null);
    }

    Network network() {
        return network;
    }

    /** The last layer, without batch norm. */
    Linear output() {
        return output;
    }

    /** The gradients at the present weights, of the loss without decay; what it returns is the loss. */
    double gradients() {
        forward();
        network.backward(loader.inputs(), BackwardHook.STORE);
        return metrics.toDoubles()[0];
    }

    private void forward() {
        Tensor outputs = network.forward(loader.inputs());
        backend.loss().compute(Loss.SOFTMAX_CROSS_ENTROPY, outputs, loader.targets(),
                network.outputGradient(loader.inputs().shape().size(0)), metrics);
    }

    /** Takes steps with a fraction of the learning rate; the momentum is kept. */
    void run(int steps, double fraction, Runnable check) {
        try (SgdOptimizer optimizer = new SgdOptimizer(backend, network, new SgdOptions(fraction * LEARNING_RATE, MOMENTUM, 0,
                gammaDecay, 0))) {
            if (velocities != null) {
                optimizer.restore(velocities);
            }
            for (int step = 0; step < steps; step++) {
                check.run();
                forward();
                optimizer.backwardAndStep(network, loader.inputs(), (linear, x, dz) -> decay(linear));
            }
            velocities = optimizer.state();
        }
    }

    private void decay(Linear linear) {
        if (linear == output && outputDecay > 0) {
            double[] gradient = linear.weights().gradient().toDoubles();
            double[] weights = linear.weights().value().toDoubles();
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += outputDecay * weights[i];
            }
            linear.weights().gradient().upload(gradient, 0);
        }
    }

    @Override
    public void close() {
        network.close();
        metrics.close();
        loader.close();
    }
}
