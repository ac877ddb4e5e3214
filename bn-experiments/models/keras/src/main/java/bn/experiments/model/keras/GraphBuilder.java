package bn.experiments.model.keras;

import bn.experiments.model.ModelGraph;
import java.util.List;

record GraphBuilder(KerasWeights weights, String version, List<String> notes) {
    ModelGraph graph(KerasModel model) {
        throw new NoGraphException("todo");
    }
}
