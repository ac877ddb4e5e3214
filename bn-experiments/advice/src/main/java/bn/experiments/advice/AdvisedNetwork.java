package bn.experiments.advice;

import bn.experiments.stream.ScaleGroups;
import bn.experiments.stream.StreamEnds;
import java.util.List;
import java.util.Optional;

/**
 * A network with batch norm, as it was measured: what advice about it rests on.
 *
 * @param layers its layers with batch norm
 * @param streams the channels that scale together; empty if they are not known
 * @param linear names of the layers whose weights no normalization follows
 * @param readings what the rates are means over, in words, such as {@code 64 batches of 128 examples}
 * @param batches what the gradients of these batches say; empty if they are not known
 */
public record AdvisedNetwork(List<AdvisedLayer> layers, List<StreamEnds> streams, List<String> linear, String readings,
        Optional<BatchReadings> batches) {

    public AdvisedNetwork {
        layers = List.copyOf(layers);
        streams = List.copyOf(streams);
        linear = List.copyOf(linear);
    }

    /** Without gradients of batches. */
    public AdvisedNetwork(List<AdvisedLayer> layers, List<StreamEnds> streams, List<String> linear, String readings) {
        this(layers, streams, linear, readings, Optional.empty());
    }

    /** The same with what the gradients of the batches say. */
    public AdvisedNetwork with(BatchReadings gradients) {
        return new AdvisedNetwork(layers, streams, linear, readings, Optional.of(gradients));
    }

    /** The layers by what the scale of their outputs does. */
    ScaleGroups groups() {
        return ScaleGroups.of(layers.stream().map(AdvisedLayer::name).toList(), streams);
    }

    List<AdvisedLayer> named(List<String> names) {
        return layers.stream().filter(layer -> names.contains(layer.name())).toList();
    }
}
