package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import bn.api.BnException;
import bn.experiments.architecture.Operation;
import bn.experiments.model.ModelArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** A node of the graph that is being read, with its attributes, its inputs and its outputs. */
final class Call {
    private final NodeProto node;
    private final String name;
    private final Attributes attributes;
    private final Context context;

    /**
     * What all nodes share.
     *
     * @param values the values that are known so far
     * @param builder receives the nodes of the network
     * @param notes receives what the user has to know
     * @param examples the number of examples if the file fixes it, otherwise 0
     * @param output name of the network's outputs
     */
    record Context(Values values, GraphBuilder builder, List<String> notes, long examples, String output) {}

    Call(NodeProto node, String name, Attributes attributes, Context context) {
        this.node = node;
        this.name = name;
        this.attributes = attributes;
        this.context = context;
    }

    String name() {
        return name;
    }

    String operator() {
        return node.getOpType();
    }

    Attributes attributes() {
        return attributes;
    }

    GraphBuilder builder() {
        return context.builder;
    }

    /** What the user has to know; said once. */
    void note(String note) {
        if (!context.notes.contains(note)) {
            context.notes.add(note);
        }
    }

    /** Why this node is not computed here. */
    BnException refusal(String reason) {
        return new BnException("node '" + name + "' (" + NodeNames.printable(operator()) + "): " + reason);
    }

    int inputs() {
        return node.getInputCount();
    }

    int outputs() {
        return node.getOutputCount();
    }

    /** Whether there is an input at this place. */
    boolean has(int input) {
        return input < node.getInputCount() && !node.getInput(input).isEmpty();
    }

    boolean isConstant(int input) {
        return has(input) && context.values.constant(node.getInput(input)).isPresent();
    }

    /** Whether none of the inputs depends on the network's input. */
    boolean isConstant() {
        return IntStream.range(0, inputs()).allMatch(input -> !has(input) || isConstant(input));
    }

    /** The number of examples if the file fixes it, otherwise 0. */
    long examples() {
        return context.examples;
    }

    /** Whether its outputs are those of the network, and no node reads them. */
    boolean isLast() {
        return outputs() > 0 && node.getOutput(0).equals(context.output) && context.values.readers(context.output) == 1;
    }

    /** Whether the outputs at this place are read, by nodes or as the network's. */
    boolean isRead(int output) {
        return output < outputs() && context.values.readers(node.getOutput(output)) > 0;
    }

    /** Whether an input is what one node gave and this one alone reads. */
    boolean alone(int input, Data data) {
        return context.values.isOwn(node.getInput(input), data) && context.values.readers(node.getInput(input)) == 1;
    }

    /** An input that depends on the network's input. */
    Data data(int input) {
        if (!has(input)) {
            throw refusal("it has no input " + input);
        }
        return context.values.data(node.getInput(input)).orElseThrow(() -> refusal(isConstant(input)
                ? "its input " + input + " is constant" : "its input '" + NodeNames.printable(node.getInput(input))
                        + "' is not computed by the nodes before it that are read here"));
    }

    /** An input that does not depend on the network's input. */
    ModelArray constant(int input) {
        if (!has(input)) {
            throw refusal("it has no input " + input);
        }
        return context.values.constant(node.getInput(input))
                .orElseThrow(() -> refusal("its input " + input + " is not constant"));
    }

    /** An optional input that does not depend on the network's input. */
    Optional<ModelArray> optional(int input) {
        return has(input) ? Optional.of(constant(input)) : Optional.empty();
    }

    /** An optional input of one number that does not depend on the network's input. */
    OptionalDouble number(int input) {
        Optional<ModelArray> array = optional(input).filter(each -> each.count() > 0);
        if (array.isPresent() && array.get().count() > 1) {
            throw refusal("its input " + input + " is not one number");
        }
        return array.isPresent() ? OptionalDouble.of(array.get().values()[0]) : OptionalDouble.empty();
    }

    /** An array in an attribute. */
    ModelArray read(TensorProto tensor) {
        return context.values.read(tensor);
    }

    /** A list of whole numbers: an attribute in earlier versions of an operator, an input in later ones. */
    Optional<List<Long>> integers(String attribute, int input) {
        return attributes.integers(attribute).or(() -> optional(input).map(Constants::integers));
    }

    /** A position of an axis from 0 on; negative ones count from the last. */
    int axis(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw refusal("there is no axis " + axis + " of " + rank);
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    List<Integer> axes(List<Long> axes, int rank) {
        List<Integer> positions = new ArrayList<>();
        axes.forEach(axis -> positions.add(axis(axis, rank)));
        return positions;
    }

    /** Adds a node of this name to the network. */
    Data add(Operation operation, Map<String, ModelArray> parameters, Data... sources) {
        return context.builder.add(name, operation, parameters, sources);
    }

    Data add(Operation operation, Data... sources) {
        return add(operation, Map.of(), sources);
    }

    void result(Data data) {
        result(0, data);
    }

    void result(int output, Data data) {
        if (output < outputs()) {
            context.values.put(node.getOutput(output), data);
        }
    }

    void result(ModelArray constant) {
        context.values.put(node.getOutput(0), constant);
    }
}
