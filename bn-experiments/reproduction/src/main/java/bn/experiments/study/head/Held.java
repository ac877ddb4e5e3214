package bn.experiments.study.head;

import bn.api.norm.Parameter;
import bn.experiments.network.Network;
import java.util.List;

/** What holds the weights of a network. */
enum Held {
    /** Batch norm in the hidden layers, no weight decay. */
    BATCH_NORM("batch norm", "batch", List.of(0.0)),
    /** Nothing. */
    NOTHING("neither", "none", List.of(0.0)),
    /** No batch norm, weight decay of the output layer. */
    LAST("decay of the last layer", "none", HeadExperiment.DECAYS),
    /** No batch norm, weight decay of all weights. */
    ALL("decay of all weights", "none", HeadExperiment.DECAYS);

    private final String label;
    private final String normalization;
    private final List<Double> decays;

    Held(String label, String normalization, List<Double> decays) {
        this.label = label;
        this.normalization = normalization;
        this.decays = decays;
    }

    /** Its name among the levels of a factor. */
    String label() {
        return label;
    }

    /** The name of the normalization of the hidden layers. */
    String normalization() {
        return normalization;
    }

    /** The weight decays to choose from. */
    List<Double> decays() {
        return decays;
    }

    /** The weights that decay. */
    List<Parameter> parameters(Network network) {
        List<Parameter> weights = network.parameters().stream().filter(each -> each.role() == Parameter.Role.WEIGHT).toList();
        return switch (this) {
            case BATCH_NORM, NOTHING -> List.of();
            case LAST -> weights.subList(weights.size() - 1, weights.size());
            case ALL -> weights;
        };
    }
}
