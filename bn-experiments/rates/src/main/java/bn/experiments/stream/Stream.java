package bn.experiments.stream;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Channels of a network that scale together: all that writes into them, and all that reads them. What writes are the scale and
 * the shift of normalizations, or the weights and the bias of linear maps without one. What reads are linear maps, and
 * normalizations without a linear map. In between, everything is positively homogeneous. The channels of a residual stream have
 * many writers and readers; the units of a hidden layer of a multilayer perceptron have one of each.
 *
 * @param channels each channel of the stream; all have the same writing and reading layers
 * @param obstacle why T13 says nothing about it; empty if it does
 */
public record Stream(List<Channel> channels, Optional<String> obstacle) {

    /**
     * One channel.
     *
     * @param writers units whose outputs are added to it
     * @param readers inputs that it is
     */
    public record Channel(List<End> writers, List<End> readers) {}

    /** Copies the list. */
    public Stream {
        channels = List.copyOf(channels);
    }

    /** The names of the layers that write. */
    public List<String> writers() {
        return names(channels.get(0).writers());
    }

    /** The names of the layers that read. */
    public List<String> readers() {
        return names(channels.get(0).readers());
    }

    private static List<String> names(List<End> ends) {
        return ends.stream().map(end -> end.layer().name()).distinct().collect(Collectors.toUnmodifiableList());
    }

    /** For example {@code 16 channels from conv1, layer1.0.conv2 to layer1.0.conv1, linear}. */
    @Override
    public String toString() {
        return channels.size() + " channels from " + String.join(", ", writers()) + " to " + String.join(", ", readers())
                + obstacle.map(reason -> "; no balance, because " + reason).orElse("");
    }
}
