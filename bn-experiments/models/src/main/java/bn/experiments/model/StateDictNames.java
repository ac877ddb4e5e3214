package bn.experiments.model;

import bn.experiments.architecture.Operation;
import java.util.List;
import java.util.Map;

/** How PyTorch calls the parameters of a module, in the order in which it writes them. */
final class StateDictNames {
    private static final List<Map.Entry<String, String>> LINEAR = List.of(Map.entry("weight", ModelNode.WEIGHTS),
            Map.entry("bias", ModelNode.BIAS));
    private static final List<Map.Entry<String, String>> NORMALIZATION = List.of(Map.entry("weight", ModelNode.GAMMA),
            Map.entry("bias", ModelNode.BETA), Map.entry("running_mean", ModelNode.MEAN),
            Map.entry("running_var", ModelNode.VARIANCE));
    /** The number of batches that the running statistics of a normalization have seen. */
    static final String COUNT = "num_batches_tracked";

    private StateDictNames() {}

    /** Names and roles of the parameters that a node can have. */
    static List<Map.Entry<String, String>> of(Operation operation) {
        if (!(operation instanceof Operation.Layer layer)) {
            return List.of();
        }
        return layer.linear().isPresent() ? LINEAR : layer.normalized() ? NORMALIZATION : List.of();
    }
}
