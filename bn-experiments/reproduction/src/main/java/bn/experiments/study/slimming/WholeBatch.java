package bn.experiments.study.slimming;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.experiments.data.Examples;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Network;
import bn.experiments.study.depth.HiddenLayer;
import bn.experiments.train.BatchLoader;
import java.util.stream.IntStream;

/** Gradients of a copy of a network on examples as one batch. */
final class WholeBatch implements AutoCloseable {
    private final Backend backend;
    private final Loss loss;
    private final Network network;
    private final BatchLoader loader;
    private final Tensor metrics;
    private final int count;

    WholeBatch(Backend backend, Network network, Examples examples, Loss loss) {
        this.backend = backend;
        this.loss = loss;
        count = examples.count();
        this.network = network.withMaxBatch(count);
        loader = new BatchLoader(backend, network.spec().dtype(), examples, count);
        metrics = backend.allocate(network.spec().dtype(), Shape.of(2));
        loader.load(IntStream.range(0, count).toArray(), 0, count, 0, null);
    }

    /** |dL/dgamma| of each channel of a layer, counted from 0. */
    double[] gradients(int layer) {
        Tensor outputs = network.forward(loader.inputs());
        backend.loss().compute(loss, outputs, loader.targets(), network.outputGradient(count), metrics);
        network.backward(loader.inputs(), BackwardHook.STORE);
        double[] gradients = HiddenLayer.of(network.normalizedLayers().get(layer)).gammaGradient();
        for (int k = 0; k < gradients.length; k++) {
            gradients[k] = Math.abs(gradients[k]);
        }
        return gradients;
    }

    /** |dL/dgamma| of each channel where its own gamma is 0 and the others are as they are: L1 of more than this holds it there. */
    double[] gradientsAtZero(int layer) {
        Tensor gamma = network.normalizedLayers().get(layer).normalization().orElseThrow().gamma().orElseThrow().value();
        double[] values = gamma.toDoubles();
        double[] scores = new double[values.length];
        for (int k = 0; k < values.length; k++) {
            double[] without = values.clone();
            without[k] = 0;
            gamma.upload(without, 0);
            scores[k] = gradients(layer)[k];
        }
        gamma.upload(values, 0);
        return scores;
    }

    @Override
    public void close() {
        metrics.close();
        loader.close();
        network.close();
    }
}
