package bn.experiments.rate;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.stream.LastPass;
import bn.experiments.stream.Stream;
import bn.experiments.stream.StreamGradients;
import bn.experiments.stream.StreamMeans;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Training passes over batches, each normalized by its own statistics, of which the gradients are added up. */
final class BatchPass implements AutoCloseable {
    private final Backend backend;
    private final Network network;
    private final Loss loss;
    private final Tensor metrics;
    private final List<UnitMeans> means;
    private final List<UnitReader> readers = new ArrayList<>();
    private final StreamMeans streams;
    private final Consumer<StreamGradients> also;

    /**
     * No batch yet.
     *
     * @param network whose running statistics the passes move
     * @param streams whose balance is measured
     * @param also told the gradients of each batch
     */
    BatchPass(Backend backend, Network network, Loss loss, List<Stream> streams, Consumer<StreamGradients> also) {
        this.backend = backend;
        this.network = network;
        this.loss = loss;
        this.also = also;
        List<Layer> hidden = network.normalizedLayers();
        means = hidden.stream().map(layer -> new UnitMeans(layer.normalization().orElseThrow().gamma()
                .map(gamma -> gamma.value().toDoubles()).orElseGet(() -> new double[layer.units()]))).toList();
        for (int l = 0; l < means.size(); l++) {
            readers.add(new UnitReader(network, hidden.get(l), means.get(l)));
        }
        this.streams = new StreamMeans(streams);
        metrics = backend.allocate(network.spec().dtype(), Shape.of(2));
    }

    /**
     * Adds a batch.
     *
     * @throws bn.api.BnException if variances or gradients are not finite, or do not fit the network's type
     */
    void add(Tensor inputs, Tensor targets) {
        Tensor outputs = network.forward(inputs);
        backend.loss().compute(loss, outputs, targets, network.outputGradient(inputs.shape().size(0)), metrics);
        network.backward(inputs, BackwardHook.STORE);
        readers.forEach(UnitReader::read);
        LastPass gradients = new LastPass();
        streams.add(gradients);
        also.accept(gradients);
    }

    /** What was added so far. */
    RateSums sums(NoiseVariance noise) {
        return new RateSums(means, streams.means(), noise.sums());
    }

    @Override
    public void close() {
        metrics.close();
    }
}
