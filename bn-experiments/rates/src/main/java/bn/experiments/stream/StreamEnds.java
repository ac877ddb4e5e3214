package bn.experiments.stream;

import bn.api.norm.Normalization;
import bn.experiments.network.Layer;
import java.util.List;
import java.util.Optional;

/**
 * What writes the channels of a stream and what reads them, by the names of the layers.
 *
 * @param writers names of the layers
 * @param readers what reads the channels
 * @param obstacle why it is not known how they scale; empty if it is
 */
public record StreamEnds(List<String> writers, List<Reader> readers, Optional<String> obstacle) {

    /** Copies the lists. */
    public StreamEnds {
        writers = List.copyOf(writers);
        readers = List.copyOf(readers);
    }

    /**
     * What reads the channels.
     *
     * @param name of the layer
     * @param kind what it does with their scale
     */
    public record Reader(String name, Kind kind) {}

    /** What a reader does with the scale of the channels. */
    public enum Kind {
        /** A linear map with a normalization, which removes the scale that all channels that it reads have in common. */
        NORMALIZED,
        /** A normalization without a linear map, which removes the scale of each channel. */
        NORMALIZATION,
        /** A linear map without a normalization, such as the output layer, which passes the scale on. */
        LINEAR
    }

    /** The ends of a stream of a network. */
    public static StreamEnds of(Stream stream) {
        return new StreamEnds(stream.writers(), stream.channels().get(0).readers().stream().map(End::layer).distinct()
                .map(layer -> new Reader(layer.name(), kind(layer))).toList(), stream.obstacle());
    }

    private static Kind kind(Layer reader) {
        boolean normalized = reader.normalization().filter(StreamEnds::normalizes).isPresent();
        return !reader.hasLinear() ? Kind.NORMALIZATION : normalized ? Kind.NORMALIZED : Kind.LINEAR;
    }

    /** A normalization with neither gamma nor statistics changes nothing. */
    private static boolean normalizes(Normalization normalization) {
        return normalization.gamma().isPresent() || normalization.statistics().isPresent();
    }

    boolean reaches(Kind kind) {
        return readers.stream().anyMatch(reader -> reader.kind() == kind);
    }
}
