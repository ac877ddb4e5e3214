package bn.experiments.stream;

import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
import bn.experiments.network.Layer;

/** The gradients and variances that the last backward pass in training left in a network, of its batch. */
public final class LastPass implements StreamGradients {

    /** Reads from the parameters when it is asked. */
    public LastPass() {}

    @Override
    public double[] gradient(Parameter parameter) {
        return parameter.gradient().toDoubles();
    }

    @Override
    public double[] variance(Layer layer) {
        return layer.normalization().flatMap(Normalization::statistics).map(BatchStatistics::batch).orElseThrow().variance()
                .toDoubles();
    }
}
