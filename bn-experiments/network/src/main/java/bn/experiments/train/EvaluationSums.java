package bn.experiments.train;

import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.experiments.data.Examples;
import bn.experiments.network.Network;
import java.io.Serializable;

/** Loss and number of correct predictions of a network, in inference mode, added up over examples, in float64. */
public final class EvaluationSums implements Serializable {
    private static final long serialVersionUID = 1L;

    private double loss;
    private double correct;
    private long examples;

    /** Of no examples. */
    public EvaluationSums() {}

    /**
     * Runs the network over all examples, in blocks of its largest batch.
     *
     * @param examples at least one
     */
    public static EvaluationSums of(Backend backend, Network network, Examples examples, Loss loss) {
        int batch = Math.min(network.spec().maxBatch(), examples.count());
        int steps = (examples.count() + batch - 1) / batch;
        try (BatchLoader loader = new BatchLoader(backend, network.spec().dtype(), examples, batch);
                MetricsLog log = new MetricsLog(backend, network.spec().dtype(), steps)) {
            loader.forEachBatch(from -> {
                Tensor outputs = network.infer(loader.inputs());
                backend.loss().compute(loss, outputs, loader.targets(), null, log.next(Math.min(batch, examples.count() - from)));
            });
            log.fetch();
            return log.sums();
        }
    }

    /** Adds those of other examples. */
    public void merge(EvaluationSums others) {
        add(others.loss, others.correct, others.examples);
    }

    /**
     * Adds examples.
     *
     * @param lossSum sum of their losses
     * @param predictions how many are of the class of their largest output
     */
    void add(double lossSum, double predictions, long count) {
        loss += lossSum;
        correct += predictions;
        examples += count;
    }

    /** Number of examples. */
    public long examples() {
        return examples;
    }

    /** The means. */
    public Evaluation evaluation() {
        return new Evaluation(loss / examples, correct / examples);
    }
}
