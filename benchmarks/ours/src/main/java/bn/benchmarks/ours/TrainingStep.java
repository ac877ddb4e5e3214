package bn.benchmarks.ours;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.NormalizationProvider;
import bn.benchmarks.task.TrainingTask;
import bn.experiments.architecture.Architecture;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.network.SgdOptimizer;
import bn.experiments.network.SgdOptions;
import java.util.List;

/** A network with its optimizer, and a training step of it. */
final class TrainingStep implements AutoCloseable {
    private static final long SEED = 1;

    private final int batch;
    private final Backend backend;
    private final Network network;
    private final SgdOptimizer optimizer;
    private final Tensor metrics;
    private final float[] loss = new float[2];

    TrainingStep(TrainingTask task, Backend backend, NormalizationProvider batchNorm) {
        batch = task.batch();
        this.backend = backend;
        network = new Network(backend, new NetworkSpec(Architecture.parse(task.architecture()), DType.FLOAT32,
                NormalizationOptions.pytorch(), batch, SEED), batchNorm);
        List<Linear> linear = network.layers().stream().filter(Layer::hasLinear).map(Layer::linear).toList();
        for (int i = 0; i < linear.size(); i++) {
            linear.get(i).weights().value().upload(task.weights(i, linear.get(i).units(), linear.get(i).fanIn()), 0);
        }
        optimizer = new SgdOptimizer(backend, network,
                new SgdOptions(TrainingTask.LEARNING_RATE, TrainingTask.MOMENTUM, 0, 0, 0));
        metrics = backend.allocate(DType.FLOAT32, Shape.of(2));
    }

    Network network() {
        return network;
    }

    /** Takes a step on a batch in the backend, and returns the loss before the step. */
    float step(Tensor x, Tensor targets) {
        Tensor outputs = network.forward(x);
        backend.loss().compute(Loss.SOFTMAX_CROSS_ENTROPY, outputs, targets, network.outputGradient(batch), metrics);
        optimizer.backwardAndStep(network, x);
        metrics.download(loss, 0);
        backend.synchronize();
        return loss[0];
    }

    @Override
    public void close() {
        optimizer.close();
        network.close();
        metrics.close();
    }
}
