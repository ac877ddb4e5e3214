package bn.experiments.model.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A layer as the configuration of a model describes it.
 *
 * @param className its class, such as {@code Conv2D}
 * @param name its name in the model
 * @param config its settings
 * @param calls for each of its calls, what it is applied to
 * @param model the layers in it, if it is a model itself
 */
record KerasLayer(String className, String name, JsonNode config, List<KerasCall> calls, Optional<KerasModel> model) {

    /** A text of the settings; the default if it is missing or null. */
    String text(String key, String otherwise) {
        return config.path(key).asText(otherwise);
    }

    /** A truth value of the settings; the default if it is missing or null. */
    boolean flag(String key, boolean otherwise) {
        return config.path(key).asBoolean(otherwise);
    }

    /** Whether it is a batch normalization. */
    boolean isBatchNorm() {
        return className.equals("BatchNormalization") || className.equals("SyncBatchNormalization");
    }

    /** Its input shape with the axis of the batch, if the settings say. */
    Optional<JsonNode> batchShape() {
        return config.path("batch_shape").isArray() ? Optional.of(config.get("batch_shape"))
                : config.path("batch_input_shape").isArray() ? Optional.of(config.get("batch_input_shape")) : Optional.empty();
    }
}
