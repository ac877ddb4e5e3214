package bn.experiments.model.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/**
 * An object of JSON that says its class: by {@code @class}, or up to version 0.9 as the only field of an object around it.
 *
 * @param type the class without the package; empty if the object says none
 * @param body the settings
 */
record Polymorphic(String type, JsonNode body) {
    private static final Map<String, String> OLD = Map.ofEntries(Map.entry("dense", "DenseLayer"),
            Map.entry("output", "OutputLayer"), Map.entry("convolution", "ConvolutionLayer"),
            Map.entry("batchnormalization", "BatchNormalization"), Map.entry("activation", "ActivationLayer"),
            Map.entry("subsampling", "SubsamplingLayer"), Map.entry("globalpooling", "GlobalPoolingLayer"),
            Map.entry("dropout", "DropoutLayer"), Map.entry("loss", "LossLayer"), Map.entry("zeropadding", "ZeroPaddingLayer"),
            Map.entry("cnntofeedforward", "CnnToFeedForwardPreProcessor"),
            Map.entry("feedforwardtocnn", "FeedForwardToCnnPreProcessor"));

    static Polymorphic of(JsonNode object) {
        String name = object.path("@class").asText("");
        if (!name.isEmpty()) {
            return new Polymorphic(name.substring(name.lastIndexOf('.') + 1), object);
        }
        if (object.isObject() && object.size() == 1) {
            var field = object.properties().iterator().next();
            return new Polymorphic(OLD.getOrDefault(field.getKey().toLowerCase(Locale.ROOT), field.getKey()), field.getValue());
        }
        return new Polymorphic("", object);
    }
}
