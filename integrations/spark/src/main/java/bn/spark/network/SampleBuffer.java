package bn.spark.network;

import bn.experiments.data.Examples;
import java.util.ArrayList;
import java.util.List;

/** Collects examples until there are as many as are read at once. */
final class SampleBuffer<F> {
    private final SampleKind<F> kind;
    private final NetworkJob job;
    private final int most;
    private final List<F> features = new ArrayList<>();
    private final double[] targets;

    SampleBuffer(SampleKind<F> kind, NetworkJob job, int most) {
        this.kind = kind;
        this.job = job;
        this.most = most;
        targets = new double[most];
    }

    /** Adds an example; whether there are as many as are read at once now. */
    boolean add(Sample<F> sample) {
        targets[features.size()] = sample.target();
        features.add(sample.features());
        return features.size() == most;
    }

    int count() {
        return features.size();
    }

    /** The examples, which are not kept. */
    Examples take() {
        Examples examples = kind.examples(features, job.targets(targets, features.size()));
        features.clear();
        return examples;
    }
}
