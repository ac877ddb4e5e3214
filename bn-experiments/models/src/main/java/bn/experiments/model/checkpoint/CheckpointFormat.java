package bn.experiments.model.checkpoint;

import bn.api.BnException;
import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.Model;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelFile;
import bn.experiments.model.ModelFormat;
import bn.experiments.model.ModelGraph;
import bn.experiments.result.Safetensors;
import bn.experiments.run.Checkpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checkpoints of training runs and of folded networks: files of safetensors whose metadata say how to build the network. */
public final class CheckpointFormat implements ModelFormat {
    private static final String NAME = "bn";
    private static final String BATCH_NORM = "batch";

    /** For {@link java.util.ServiceLoader}. */
    public CheckpointFormat() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "checkpoints of training runs and of folded networks";
    }

    @Override
    public boolean recognises(ModelFile file) {
        return isCheckpoint(file);
    }

    /** Whether the metadata of a file name an architecture and its normalization. */
    public static boolean isCheckpoint(ModelFile file) {
        if (!file.isSafetensors()) {
            return false;
        }
        try {
            return Safetensors.index(file.path()).metadata().keySet().containsAll(List.of("architecture", "normalization"));
        } catch (BnException e) {
            // What is wrong with it is said when it is read.
            return false;
        }
    }

    @Override
    public Model read(ModelFile file) {
        return model(file, Checkpoint.readNetwork(file.path()));
    }

    /**
     * A checkpoint as a model.
     *
     * @param file that the model is said to be from
     */
    static Model model(ModelFile file, Checkpoint checkpoint) {
        Map<String, ModelArray> arrays = new LinkedHashMap<>();
        checkpoint.stored().forEach((name, array) -> arrays.put(name,
                new ModelArray(array.dtype(), array.shape(), array::values)));
        boolean plain = checkpoint.normalization().equals(Checkpoint.NO_NORMALIZATION);
        if (!plain && !checkpoint.normalization().equals(BATCH_NORM)) {
            int count = (int) checkpoint.architecture().nodes().stream().filter(CheckpointNodes::isNormalized).count();
            return new Model(file, NAME, arrays, List.of(), Map.of(checkpoint.normalization(), count), Optional.empty(),
                    Optional.of("its normalization '" + checkpoint.normalization() + "' is that of a plug-in"),
                    checkpoint.notes());
        }
        CheckpointNodes nodes = new CheckpointNodes(checkpoint, arrays, !plain);
        ModelGraph graph = new ModelGraph(checkpoint.architecture().input(), nodes.nodes());
        List<BatchNormLayer> layers = nodes.layers();
        return new Model(file, NAME, arrays, layers, Map.of(), Optional.of(graph), Optional.empty(), checkpoint.notes());
    }
}
