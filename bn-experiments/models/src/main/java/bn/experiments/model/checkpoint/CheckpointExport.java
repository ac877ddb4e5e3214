package bn.experiments.model.checkpoint;

import bn.experiments.architecture.NodeSpec;
import bn.experiments.model.Model;
import bn.experiments.model.ModelExport;
import bn.experiments.model.ModelFile;
import bn.experiments.model.ModelGraph;
import bn.experiments.model.ModelNode;
import bn.experiments.run.Checkpoint;
import java.util.List;
import java.util.Map;

/** Networks that were computed from files, ready to be written in other formats. */
public final class CheckpointExport {
    private CheckpointExport() {}

    /**
     * A network without normalizations, whose linear maps have the names that they have in the file that it was made from.
     *
     * @param folded with the normalization {@code none}; its file is that which it was made from
     * @param names of the linear maps in that file, by the names of the layers
     * @throws bn.api.InvalidRequestException if that file is not there any more
     */
    public static ModelExport ofFolded(Checkpoint folded, Map<String, String> names) {
        Model model = CheckpointFormat.model(ModelFile.of(folded.file()), folded);
        List<ModelNode> nodes = model.graph().orElseThrow().nodes().stream().map(node -> new ModelNode(
                new NodeSpec(names.getOrDefault(node.spec().name(), node.spec().name()), node.spec().operation(),
                        node.spec().sources()),
                node.parameters())).toList();
        return ModelExport.of(model, new ModelGraph(model.graph().get().input(), nodes));
    }
}
