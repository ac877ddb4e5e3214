package bn.experiments.train;

import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.experiments.data.Examples;
import bn.experiments.network.Network;

/**
 * Loss and accuracy of a network on examples, in inference mode.
 *
 * @param loss mean loss; NaN without examples
 * @param accuracy fraction of examples whose largest output is that of the correct class; NaN without examples
 */
public record Evaluation(double loss, double accuracy) {

    /** Runs the network over all examples. */
    public static Evaluation of(Backend backend, Network network, Examples examples, Loss loss) {
        if (examples.count() == 0) {
            return new Evaluation(Double.NaN, Double.NaN);
        }
        int batch = Math.min(network.spec().maxBatch(), examples.count());
        int steps = (examples.count() + batch - 1) / batch;
        try (BatchLoader loader = new BatchLoader(backend, network.spec().dtype(), examples, batch);
                MetricsLog log = new MetricsLog(backend, network.spec().dtype(), steps)) {
            loader.forEachBatch(from -> {
                Tensor outputs = network.infer(loader.inputs());
                backend.loss().compute(loss, outputs, loader.targets(), null, log.next(Math.min(batch, examples.count() - from)));
            });
            log.fetch();
            return new Evaluation(log.meanLoss(), log.accuracy());
        }
    }
}
