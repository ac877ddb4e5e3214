package bn.experiments.model.dl4j;

import bn.api.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** The shape of the inputs. A file has the number of channels, but the size of images only if they are given as rows of numbers. */
final class InputShape {
    private static final int LARGEST = 1 << 16;

    private InputShape() {}

    /**
     * The shape: I, or C x H x W.
     *
     * @param given the size of the images, for files that do not say it
     */
    static Shape of(Configuration network, Optional<Shape> given) {
        if (network.inputs().size() != 1 || network.outputs().size() != 1) {
            throw new NoGraphException("the network has " + network.inputs().size() + " inputs and " + network.outputs().size()
                    + " outputs; here it has one of each");
        }
        Vertex first = network.vertices().stream().filter(each -> each.sources().equals(network.inputs())).findFirst()
                .orElseThrow(() -> new NoGraphException("no layer reads the input"));
        Polymorphic before = Polymorphic.of(first.preProcessor());
        if (before.type().equals("FeedForwardToCnnPreProcessor")) {
            return images(before.body());
        }
        if (first.isDense() || first.isBatchNorm() && network.vertices().stream().noneMatch(Vertex::isConvolution)) {
            return Shape.of(first.number(first.isDense() ? "nin" : "nout"));
        }
        return given.orElseThrow(() -> new NoGraphException(
                "the file does not say the size of the images (only networks whose inputs are rows of numbers,"
                        + " InputType.convolutionalFlat, do); give it"));
    }

    private static Shape images(JsonNode settings) {
        List<Integer> sizes = List.of(settings.path("numChannels").asInt(0), settings.path("inputHeight").asInt(0),
                settings.path("inputWidth").asInt(0));
        if (sizes.stream().anyMatch(size -> size < 1 || size > LARGEST)) {
            throw new NoGraphException("the inputs are images of " + sizes);
        }
        return Shape.of(sizes.get(0), sizes.get(1), sizes.get(2));
    }
}
