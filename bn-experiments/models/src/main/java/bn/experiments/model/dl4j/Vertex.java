package bn.experiments.model.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A layer, or another vertex of a graph.
 *
 * @param name its name
 * @param type its class without the package, such as {@code DenseLayer}
 * @param settings its settings
 * @param sources the names of what it is applied to
 * @param preProcessor what is done to the input before; a missing node if nothing is
 */
record Vertex(String name, String type, JsonNode settings, List<String> sources, JsonNode preProcessor) {

    boolean isBatchNorm() {
        return type.equals("BatchNormalization");
    }

    /** A setting that is a whole number, at least 0. */
    int number(String key) {
        return Math.max(0, settings.path(key).asInt(0));
    }

    /** A truth value; the default if it is missing. */
    boolean flag(String key, boolean otherwise) {
        return settings.path(key).asBoolean(otherwise);
    }

    /** One of two whole numbers, of height and width; 0 if it is missing. */
    int side(String key, int axis) {
        return Math.max(0, settings.path(key).path(axis).asInt(0));
    }

    /** Whether it has weights of inputs and units, and nothing else but a bias. */
    boolean isDense() {
        return type.equals("DenseLayer") || type.equals("OutputLayer");
    }

    boolean isConvolution() {
        return type.equals("ConvolutionLayer") || type.equals("Convolution2D");
    }
}
