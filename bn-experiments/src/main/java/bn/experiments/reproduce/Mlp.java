package bn.experiments.reproduce;

import bn.api.DType;
import bn.api.norm.NormalizationOptions;
import bn.experiments.data.Dataset;
import bn.experiments.network.Architecture;
import bn.experiments.network.SgdOptions;
import bn.experiments.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;

/** The network that the training experiments train: the data set's inputs, hidden layers with batch normalization, its classes. */
final class Mlp {
    static final int BATCH = 128;

    private Mlp() { }

    /** A plan in float64 with a data set's own numbers of inputs and outputs. */
    static TrainingPlan plan(Dataset dataset, List<Integer> hidden, double eps, int epochs, long seed) {
        List<Integer> widths = new ArrayList<>(List.of(dataset.train().features()));
        widths.addAll(hidden);
        widths.add(dataset.train().targets());
        return new TrainingPlan(new Architecture(widths), DType.FLOAT64, "batch", NormalizationOptions.pytorch().withEps(eps),
                epochs, Math.min(BATCH, dataset.train().count()), new SgdOptions(0.1, 0.9, 0, 0, 0), 0, seed);
    }
}
