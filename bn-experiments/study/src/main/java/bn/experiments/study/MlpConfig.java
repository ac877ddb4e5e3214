package bn.experiments.study;

import bn.api.DType;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.network.SgdOptions;
import bn.experiments.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * A multilayer perceptron that an experiment trains: the data's inputs, hidden layers with ReLU, the data's classes.
 *
 * @param hidden widths of the hidden layers
 * @param normalization of the hidden layers, by name
 * @param options of the normalization
 * @param batchSize examples a step
 * @param sgd settings of the optimizer
 */
public record MlpConfig(List<Integer> hidden, String normalization, NormalizationOptions options, int batchSize, SgdOptions sgd) {
    private static final double LEARNING_RATE = 0.1;
    private static final double MOMENTUM = 0.9;

    /** Batch norm with an eps, a batch of 128, learning rate 0.1 and momentum 0.9. */
    public static MlpConfig batchNormalized(List<Integer> hidden, double eps) {
        return new MlpConfig(hidden, "batch", NormalizationOptions.pytorch().withEps(eps), 128,
                new SgdOptions(LEARNING_RATE, MOMENTUM, 0, 0, 0));
    }

    /** The same with another batch size. */
    public MlpConfig withBatchSize(int other) {
        return new MlpConfig(hidden, normalization, options, other, sgd);
    }

    /** The same with another optimizer. */
    public MlpConfig withSgd(SgdOptions other) {
        return new MlpConfig(hidden, normalization, options, batchSize, other);
    }

    /** The same with another normalization. */
    public MlpConfig withNormalization(String name, NormalizationOptions others) {
        return new MlpConfig(hidden, name, others, batchSize, sgd);
    }

    /** A plan for training it on examples; a batch is at most all of them. */
    public TrainingPlan plan(Examples train, DType dtype, int epochs, double noiseSigma, long seed) {
        List<Integer> widths = new ArrayList<>(List.of(train.features()));
        widths.addAll(hidden);
        widths.add(train.targets());
        return new TrainingPlan(new Architecture(widths), dtype, normalization, options, epochs,
                Math.min(batchSize, train.count()),
                sgd, noiseSigma, seed);
    }
}
