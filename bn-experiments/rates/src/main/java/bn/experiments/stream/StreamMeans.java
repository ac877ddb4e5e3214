package bn.experiments.stream;

import bn.theory.network.RateBalance;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The balance of each stream as means over batches. T8 holds for the gradients of each batch, whose normalizations have the
 * statistics of that batch, and so for the means of its terms.
 */
public final class StreamMeans {
    private final List<StreamTerms> terms;
    private List<StreamBalance> means = List.of();
    private int batches;

    /** No batch yet; reads the values of the parameters. */
    public StreamMeans(List<Stream> streams) {
        terms = streams.stream().map(StreamTerms::new).toList();
    }

    /** Adds the gradients of a batch. */
    public void add(StreamGradients gradients) {
        batches++;
        List<StreamBalance> batch = terms.stream().map(stream -> stream.balance(gradients)).toList();
        List<StreamBalance> before = means.isEmpty() ? batch : means;
        means = IntStream.range(0, batch.size()).mapToObj(i -> mean(before.get(i), batch.get(i))).toList();
    }

    private StreamBalance mean(StreamBalance before, StreamBalance now) {
        // Math.max keeps NaN.
        return new StreamBalance(now.stream(), now.balance().map(balance -> mean(before.balance().orElseThrow(), balance)),
                Math.max(before.channelError(), now.channelError()));
    }

    private RateBalance mean(RateBalance before, RateBalance now) {
        return new RateBalance(mean(before.netRate(), now.netRate()), mean(before.written(), now.written()),
                mean(before.shift(), now.shift()), mean(before.above(), now.above()), mean(before.scale(), now.scale()));
    }

    private double mean(double before, double now) {
        return before + (now - before) / batches;
    }

    /** The means, none before the first batch; the error of a channel is the largest of all batches. */
    public List<StreamBalance> means() {
        return means;
    }
}
