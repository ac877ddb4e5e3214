package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import bn.api.BnException;
import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.Model;
import bn.experiments.model.ModelFile;
import bn.experiments.model.ModelFormat;
import bn.experiments.model.ModelGraph;
import bn.experiments.model.ModelWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The format ONNX, versions 3 to 13 with operators of versions 1 to 25. Batch normalizations are found in every file. The graph is
 * read if all its operators are among those of common convolutional networks; otherwise the model says which one is not.
 *
 * <p>Numbers of attributes, such as the epsilon of a normalization, are the decimal numbers that their float32 stand for.
 */
public final class OnnxFormat implements ModelFormat {

    /** For {@link java.util.ServiceLoader}. */
    public OnnxFormat() {}

    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public String description() {
        return "ONNX models (.onnx), as PyTorch, Keras and others export them";
    }

    @Override
    public boolean recognises(ModelFile file) {
        return Preamble.matches(file.head());
    }

    @Override
    public Optional<ModelWriter> writer() {
        return Optional.of(new OnnxWriter());
    }

    @Override
    public Model read(ModelFile file) {
        ModelProto proto = ModelParser.parse(file);
        Scope scope = new Scope(proto.getGraph());
        NodeNames names = new NodeNames(scope);
        Inspection inspection = new Inspection(file, proto, scope);
        List<BatchNormLayer> layers = new BatchNormalizations(file, new TensorReader(file), names).of(scope);
        List<String> notes = new ArrayList<>(inspection.notes(layers));
        Optional<ModelGraph> graph = Optional.empty();
        Optional<String> noGraph = Optional.empty();
        try {
            graph = Optional.of(GraphReader.read(file, proto, names, notes));
        } catch (BnException e) {
            noGraph = Optional.of("its graph cannot be computed here: " + e.getMessage());
        }
        return new Model(file, name(), inspection.arrays(), layers, inspection.otherNormalizations(), graph, noGraph, notes);
    }
}
