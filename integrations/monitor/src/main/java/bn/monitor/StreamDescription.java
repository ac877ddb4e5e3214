package bn.monitor;

import java.util.List;

/**
 * Channels to which T8 of docs/theory.md applies: what normalizations write and linear maps read, with nothing but positively
 * homogeneous functions in between.
 *
 * @param name the key of its balances
 * @param writers names of the normalizations that write the channels
 * @param consumers names of the linear maps that read them
 */
public record StreamDescription(String name, List<String> writers, List<String> consumers) {

    /** Copies the lists. */
    public StreamDescription {
        writers = List.copyOf(writers);
        consumers = List.copyOf(consumers);
    }
}
