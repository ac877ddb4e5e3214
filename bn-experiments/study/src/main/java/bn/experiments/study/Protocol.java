package bn.experiments.study;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What decides, with the experiments themselves, what a study measures.
 *
 * @param data the data set
 * @param quick whether all is small, to see that everything works, rather than the figures to quote
 * @param firstSeed the seeds are this and those that follow
 * @param seeds how many there are
 * @param backend what trains and solves
 * @param others further backends, for what is measured on all of them
 */
public record Protocol(DatasetSummary data, boolean quick, long firstSeed, int seeds, String backend, List<String> others) {
    /** One of so many training examples may be set aside to choose by. */
    private static final int VALIDATION_PART = 6;

    /** Copies the backends. */
    public Protocol {
        others = List.copyOf(others);
    }

    /** One of two numbers. */
    public int choose(int small, int full) {
        return quick ? small : full;
    }

    /** All backends, that of the study first. */
    public List<String> backends() {
        return Stream.concat(Stream.of(backend), others.stream()).toList();
    }

    /** The seeds. */
    public long[] seedList() {
        return LongStream.range(firstSeed, firstSeed + seeds).toArray();
    }

    /** How many training examples there are in addition to those that {@link Split} sets aside for choosing. */
    public int trainable() {
        return data.train() - data.train() / VALIDATION_PART;
    }
}
