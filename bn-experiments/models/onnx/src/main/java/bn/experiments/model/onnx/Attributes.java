package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import bn.experiments.model.ModelFile;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attributes of a node. One of another type than the operator has is an error of the file. */
final class Attributes {
    private final ModelFile file;
    private final String node;
    private final Map<String, AttributeProto> attributes = new HashMap<>();

    Attributes(ModelFile file, NodeProto node) {
        this.file = file;
        this.node = NodeNames.printable(node.getName().isEmpty() ? node.getOpType() : node.getName());
        node.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    private Optional<AttributeProto> get(String name, AttributeType type) {
        AttributeProto attribute = attributes.get(name);
        // Files of version 1 of the format do not say the type.
        if (attribute != null && attribute.getType() != type && attribute.getType() != AttributeType.UNDEFINED) {
            throw file.damaged("the attribute " + name + " of node '" + node + "' has the type " + attribute.getType());
        }
        return Optional.ofNullable(attribute);
    }

    /** A number, see {@link #decimal}. */
    double number(String name, double missing) {
        return get(name, AttributeType.FLOAT).map(attribute -> decimal(attribute.getF())).orElse(missing);
    }

    /** A number as it is stored. */
    float float32(String name) {
        return get(name, AttributeType.FLOAT).map(AttributeProto::getF).orElseThrow();
    }

    /**
     * The number that a float32 stands for: the decimal number with the fewest digits that rounds to it. ONNX stores attributes as
     * float32, so 1e-5, which the exporting tool computes with in float64, becomes 9.99999975e-6; this gives 1e-5 back. Where the
     * number was a float32 from the beginning, it changes by less than its rounding, at most 6e-8 of it.
     */
    static double decimal(float value) {
        return Double.parseDouble(Float.toString(value));
    }

    long integer(String name, long missing) {
        return get(name, AttributeType.INT).map(AttributeProto::getI).orElse(missing);
    }

    boolean flag(String name, boolean missing) {
        return integer(name, missing ? 1 : 0) != 0;
    }

    /** A list of whole numbers; empty if there is none. */
    Optional<List<Long>> integers(String name) {
        return get(name, AttributeType.INTS).map(AttributeProto::getIntsList);
    }

    Optional<List<Float>> numbers(String name) {
        return get(name, AttributeType.FLOATS).map(AttributeProto::getFloatsList);
    }

    String text(String name, String missing) {
        return get(name, AttributeType.STRING).map(attribute -> attribute.getS().toString(StandardCharsets.UTF_8))
                .orElse(missing);
    }

    Optional<TensorProto> tensor(String name) {
        return get(name, AttributeType.TENSOR).map(AttributeProto::getT);
    }
}
