package bn.experiments.stream;

import bn.theory.network.RateBalance;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The balance of each stream as means over batches, without the streams themselves. T13 holds for the gradients of each batch, whose
 * normalizations have the statistics of that batch, and so for the means of its terms. Means of different batches are merged.
 */
public final class BalanceMeans implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Of each stream; null for one with an obstacle, and before the first batch. */
    private final RateBalance[] means;
    private final double[] channelErrors;
    private int batches;

    /** Of no batch yet, for so many streams. */
    BalanceMeans(int streams) {
        means = new RateBalance[streams];
        channelErrors = new double[streams];
    }

    /** Adds the balances of a batch. */
    void add(List<StreamBalance> batch) {
        batches++;
        for (int i = 0; i < means.length; i++) {
            add(i, batch.get(i).balance().orElse(null), batch.get(i).channelError(), 1);
        }
    }

    /** Adds the batches of others, which are none of these. */
    public void merge(BalanceMeans others) {
        if (others.batches == 0) {
            return;
        }
        batches = Math.addExact(batches, others.batches);
        for (int i = 0; i < means.length; i++) {
            add(i, others.means[i], others.channelErrors[i], others.batches);
        }
    }

    private void add(int stream, RateBalance more, double channelError, int weight) {
        if (more != null) {
            RateBalance before = means[stream] == null ? more : means[stream];
            means[stream] = new RateBalance(mean(before.netRate(), more.netRate(), weight),
                    mean(before.written(), more.written(), weight), mean(before.shift(), more.shift(), weight),
                    mean(before.above(), more.above(), weight), mean(before.scale(), more.scale(), weight));
        }
        // Math.max keeps NaN.
        channelErrors[stream] = Math.max(channelErrors[stream], channelError);
    }

    /** For a single batch the bits of a running mean: the difference divided by the number of batches. */
    private double mean(double before, double more, int weight) {
        return before + (more - before) * weight / batches;
    }

    /**
     * The balances; none before the first batch. The error of a channel is the largest of all batches.
     *
     * @param streams in the order in which their balances were added
     */
    public List<StreamBalance> of(List<Stream> streams) {
        return batches == 0 ? List.of()
                : IntStream.range(0, means.length)
                        .mapToObj(i -> new StreamBalance(streams.get(i), Optional.ofNullable(means[i]), channelErrors[i]))
                        .toList();
    }
}
