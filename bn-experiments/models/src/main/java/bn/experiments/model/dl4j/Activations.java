package bn.experiments.model.dl4j;

import bn.api.kernel.Activation;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Activations of Deeplearning4j by class. */
final class Activations {
    private static final double LEAKY_SLOPE = 0.01;

    private Activations() {}

    /** Whether a layer has no activation. */
    static boolean isIdentity(Vertex vertex) {
        return name(vertex).equals("Identity");
    }

    /** Whether a layer has a softmax. */
    static boolean isSoftmax(Vertex vertex) {
        return name(vertex).equals("Softmax");
    }

    private static String name(Vertex vertex) {
        return Polymorphic.of(vertex.settings().path("activationFn")).type().replaceFirst("^Activation", "");
    }

    /** The activation of a layer, if it is computed here. */
    static Optional<Activation> of(Vertex vertex) {
        JsonNode settings = Polymorphic.of(vertex.settings().path("activationFn")).body();
        return Optional.ofNullable(switch (name(vertex)) {
            case "Identity" -> Activation.IDENTITY;
            case "ReLU" -> relu(settings);
            case "ReLU6" -> Activation.RELU6;
            case "LReLU" -> slope(settings.path("alpha").asDouble(LEAKY_SLOPE));
            case "Sigmoid" -> Activation.SIGMOID;
            case "TanH" -> Activation.TANH;
            case "HardTanH", "HardTanh" -> Activation.clip(-1, 1);
            case "HardSigmoid" -> Activation.hardSigmoid(0.2, 0.5);
            case "Swish" -> Activation.SILU;
            default -> null;
        });
    }

    private static Activation relu(JsonNode settings) {
        double most = settings.path("max").asDouble(0);
        double slope = settings.path("negativeSlope").asDouble(0);
        if (settings.path("threshold").asDouble(0) != 0 || most != 0 && slope != 0) {
            return null;
        }
        return slope != 0 ? slope(slope) : most > 0 ? Activation.clip(0, most) : Activation.RELU;
    }

    private static Activation slope(double slope) {
        return slope > 0 && slope < 1 ? Activation.leakyRelu(slope) : null;
    }
}
