package bn.experiments.stream;

import java.util.List;

/** Adds the balance of each stream of a network to means over batches, batch by batch. */
public final class StreamMeans {
    private final List<StreamTerms> terms;
    private final BalanceMeans means;

    /** No batch yet; reads the values of the parameters. */
    public StreamMeans(List<Stream> streams) {
        terms = streams.stream().map(StreamTerms::new).toList();
        means = new BalanceMeans(terms.size());
    }

    /** Adds the gradients of a batch. */
    public void add(StreamGradients gradients) {
        means.add(terms.stream().map(stream -> stream.balance(gradients)).toList());
    }

    /** The means so far. */
    public BalanceMeans means() {
        return means;
    }
}
