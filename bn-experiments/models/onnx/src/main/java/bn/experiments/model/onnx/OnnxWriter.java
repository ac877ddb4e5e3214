package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import bn.api.BnException;
import bn.experiments.model.ModelExport;
import bn.experiments.model.ModelWriter;
import bn.experiments.result.ProgramVersion;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Networks in the format ONNX, for inference, with their batch normalizations as they are: BatchNormalization with scale, bias and
 * running statistics. The input is {@code input}, N x I or N x C x H x W with any N, and the output {@code output}. Initializers have
 * PyTorch's names, nodes those of the modules. Numbers are float32 or float64, as the network's. Epsilon and the numbers of
 * activations are float32 in any case, which a note says where it changes a float64.
 */
final class OnnxWriter implements ModelWriter {

    @Override
    public String extension() {
        return "onnx";
    }

    @Override
    public Written write(OutputStream out, ModelExport network, OptionalInt opset) throws IOException {
        Opset version = Opset.of(network.architecture(), opset);
        GraphWriter graph = new GraphWriter(network);
        List<String> notes = new ArrayList<>(network.notes());
        notes.addAll(new OperationWriter(network, graph, version).write());
        if (!graph.rounded().isEmpty()) {
            notes.add("ONNX has eps and the numbers of activations in float32 alone: rounded were " + graph.rounded());
        }
        write(out, graph, version);
        return new Written(OptionalInt.of(version.version()), notes);
    }

    /** The fields of the model, then its graph, in which the initializers come last, one after the other. */
    private static void write(OutputStream out, GraphWriter graph, Opset version) throws IOException {
        ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(version.format()).setProducerName("bn")
                .setProducerVersion(ProgramVersion.text());
        model.addOpsetImportBuilder().setDomain("").setVersion(version.version());
        ModelProto head = model.build();
        GraphProto nodes = graph.nodes();
        long size = nodes.getSerializedSize();
        for (Initializer initializer : graph.initializers()) {
            size += CodedOutputStream.computeTagSize(GraphProto.INITIALIZER_FIELD_NUMBER)
                    + CodedOutputStream.computeUInt64SizeNoTag(initializer.size()) + initializer.size();
        }
        requireSize(size + head.getSerializedSize());
        CodedOutputStream coded = CodedOutputStream.newInstance(out);
        head.writeTo(coded);
        coded.writeTag(ModelProto.GRAPH_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        coded.writeUInt64NoTag(size);
        nodes.writeTo(coded);
        for (Initializer initializer : graph.initializers()) {
            coded.writeTag(GraphProto.INITIALIZER_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            coded.writeUInt64NoTag(initializer.size());
            initializer.writeTo(coded);
        }
        coded.flush();
    }

    /**
     * Refuses a file that is too large.
     *
     * @param bytes its size without the tag and the length of its graph, which are at most 11 bytes
     */
    static void requireSize(long bytes) {
        long most = Integer.MAX_VALUE - 11;
        if (bytes > most) {
            throw new BnException(
                    "the network takes " + bytes + " bytes, and an ONNX file is one protobuf message of less than 2 GiB "
                            + "(2147483648 bytes); write it as .safetensors");
        }
    }
}
