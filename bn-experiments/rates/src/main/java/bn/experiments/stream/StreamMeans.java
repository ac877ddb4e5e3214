package bn.experiments.stream;

import bn.theory.network.RateBalance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The balance of each stream as means over batches. T8 holds for the gradients of each batch, whose normalizations have the
 * statistics of that batch, and so for the means of its terms.
 */
public final class StreamMeans {
    private final List<Stream> streams;
    private List<StreamBalance> means;
    private int batches;

    /** No batch yet. */
    public StreamMeans(List<Stream> streams) {
        this.streams = streams;
        means = streams.stream().map(stream -> new StreamBalance(stream,
                stream.obstacle().isPresent() ? Optional.empty() : Optional.of(new RateBalance(0, 0, 0, 0, 0)), 0)).toList();
    }

    /** Adds the gradients of a batch. */
    public void add(StreamGradients gradients) {
        batches++;
        List<StreamBalance> batch = StreamBalance.of(streams, gradients);
        List<StreamBalance> next = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            StreamBalance now = batch.get(i);
            StreamBalance before = means.get(i);
            // Math.max keeps NaN.
            next.add(new StreamBalance(now.stream(), now.balance().map(balance -> mean(before.balance().orElseThrow(), balance)),
                    Math.max(before.channelError(), now.channelError())));
        }
        means = next;
    }

    private RateBalance mean(RateBalance before, RateBalance now) {
        return new RateBalance(mean(before.netRate(), now.netRate()), mean(before.written(), now.written()),
                mean(before.shift(), now.shift()), mean(before.above(), now.above()), mean(before.scale(), now.scale()));
    }

    private double mean(double before, double now) {
        return before + (now - before) / batches;
    }

    /** The means; the error of a channel is the largest of all batches. */
    public List<StreamBalance> means() {
        return means;
    }
}
