package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.model.ModelFile;
import bn.experiments.model.ModelGraph;
import java.util.List;

/** Reads the graph of a file as the nodes of a network, with symbolic tensors: no element is computed. */
final class GraphReader {
    private final ModelFile file;
    private final GraphProto graph;
    private final NodeNames names;
    private final List<String> notes;

    private GraphReader(ModelFile file, GraphProto graph, NodeNames names, List<String> notes) {
        this.file = file;
        this.graph = graph;
        this.names = names;
        this.notes = notes;
    }

    /**
     * Reads a graph.
     *
     * @param notes receives what the user has to know
     * @throws BnException if not all of it can be computed here; the message says why, without the file's name
     */
    static ModelGraph read(ModelFile file, ModelProto model, NodeNames names, List<String> notes) {
        long version = Versions.operators(model);
        if (version < Versions.OLDEST_OPERATORS || version > Versions.NEWEST_OPERATORS) {
            throw new BnException(
                    "its operators have version " + version + ", and graphs are read for " + Versions.OLDEST_OPERATORS
                            + " to " + Versions.NEWEST_OPERATORS + "; convert it by onnx.version_converter");
        }
        return new GraphReader(file, model.getGraph(), names, notes).read();
    }

    private ModelGraph read() {
        GraphInput input = GraphInput.of(graph, file.images());
        if (graph.getOutputCount() == 0) {
            throw new BnException("it has no output");
        }
        Values values = new Values(graph, new TensorReader(file));
        values.put(input.name(), input.data());
        GraphBuilder builder = new GraphBuilder(names, input.data().shape());
        String output = graph.getOutput(0).getName();
        Call.Context context = new Call.Context(values, builder, notes, input.examples(), output);
        for (NodeProto node : graph.getNodeList()) {
            read(new Call(node, names.of(node), new Attributes(file, node), context), node);
        }
        NodeProto end = NodeProto.newBuilder().setOpType("output").addInput(output).build();
        return finish(input, builder, outputs(new Call(end, NodeNames.printable(output), new Attributes(file, end), context)));
    }

    private static Data outputs(Call call) {
        Data data = call.data(0);
        Data outputs = data.view().rank() == 2 ? Layouts.features(call, data)
                : Layouts.isPooled(data) ? data : Layouts.images(call, data);
        if (outputs.source() == NodeSpec.INPUT) {
            throw call.refusal("it is the input");
        }
        return outputs;
    }

    private static void read(Call call, NodeProto node) {
        if (!Scope.isOwn(node)) {
            throw call.refusal("operators of the domain '" + NodeNames.printable(node.getDomain()) + "' are not computed here");
        }
        try {
            if (call.isConstant()) {
                Constants.evaluate(call);
            } else {
                Operators.read(call);
            }
        } catch (InvalidRequestException e) {
            throw call.refusal(e.getMessage());
        } catch (ArithmeticException e) {
            throw call.refusal("its sizes are larger than can be counted");
        }
    }

    private ModelGraph finish(GraphInput input, GraphBuilder builder, Data outputs) {
        if (input.channelsLast()) {
            notes.add("its images have their channels last; here they have them first");
        }
        if (graph.getOutputCount() > 1) {
            notes.add("it has " + graph.getOutputCount() + " outputs; the network has the first one, '"
                    + NodeNames.printable(graph.getOutput(0).getName()) + "'");
        }
        return builder.graph(outputs);
    }
}
