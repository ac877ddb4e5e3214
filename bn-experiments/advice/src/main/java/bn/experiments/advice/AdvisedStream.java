package bn.experiments.advice;

import java.util.List;
import java.util.Optional;

/**
 * Channels that scale together: what writes them, and what reads them.
 *
 * @param writers names of the layers
 * @param readers what reads them
 * @param obstacle why it is not known how they scale; empty if it is
 */
public record AdvisedStream(List<String> writers, List<Reader> readers, Optional<String> obstacle) {

    public AdvisedStream {
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

    boolean reaches(Kind kind) {
        return readers.stream().anyMatch(reader -> reader.kind() == kind);
    }
}
