package bn.experiments.stream;

import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds up the sizes of the gradients of a network over batches, whose parameters do not change in between. */
public final class GradientSizeMeans {
    private final List<LayerSizeMeans> layers = new ArrayList<>();
    private final List<PairSizeMeans> pairs = new ArrayList<>();
    private final List<ParameterValues> lastGammas = new ArrayList<>();
    private final BatchMeans lastRate = new BatchMeans();

    /** No batch yet; reads the values of the parameters. */
    public GradientSizeMeans(Network network) {
        ScaleGroups groups = ScaleGroups.of(network);
        for (Layer layer : network.normalizedLayers()) {
            if (layer.hasLinear()) {
                layers.add(new LayerSizeMeans(layer));
            }
            if (groups.last().contains(layer.name())) {
                layer.normalization().orElseThrow().gamma().ifPresent(gamma -> lastGammas.add(new ParameterValues(gamma)));
            }
        }
        List<Stream> streams = StreamFinder.of(network);
        streams.stream().filter(stream -> isPair(stream, streams)).map(stream -> stream.channels().get(0))
                .forEach(channel -> pairs
                        .add(new PairSizeMeans(channel.writers().get(0).layer(), channel.readers().get(0).layer())));
    }

    /** Whether a normalization alone writes the stream, and one linear map with a normalization reads it and nothing else. */
    private static boolean isPair(Stream stream, List<Stream> streams) {
        StreamEnds ends = StreamEnds.of(stream);
        return stream.obstacle().isEmpty() && ends.writers().size() == 1 && ends.readers().size() == 1
                && ends.readers().get(0).kind() == StreamEnds.Kind.NORMALIZED
                && stream.channels().get(0).writers().get(0).layer().isNormalized()
                && stream.channels().stream().mapToInt(channel -> channel.readers().size()).sum() == StreamTerms
                        .inputs(stream.channels().get(0).readers().get(0).layer())
                && streams.stream().filter(other -> other.readers().equals(stream.readers())
                        || other.writers().equals(stream.writers())).count() == 1;
    }

    /** Adds the gradients of a batch. */
    public void add(StreamGradients gradients) {
        layers.forEach(layer -> layer.add(gradients));
        pairs.forEach(pair -> pair.add(gradients));
        if (!lastGammas.isEmpty()) {
            lastRate.add(-lastGammas.stream().mapToDouble(gamma -> gamma.product(gradients)).sum()
                    / lastGammas.stream().mapToDouble(ParameterValues::squares).sum());
        }
    }

    /** The means so far. */
    public GradientSizes sizes() {
        return new GradientSizes(lastGammas.isEmpty() ? Optional.empty() : Optional.of(lastRate.mean()),
                layers.stream().map(LayerSizeMeans::size).toList(), pairs.stream().map(PairSizeMeans::size).toList());
    }
}
