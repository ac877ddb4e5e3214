package bn.experiments.train;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.network.NetworkSpec;
import bn.experiments.network.OptimizerOptions;
import bn.experiments.network.WeightInit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that decides what a training run computes, apart from the data and the backend.
 *
 * @param architecture of the network
 * @param dtype of everything that is computed
 * @param normalization name of the normalization in the hidden layers
 * @param normalizationOptions conventions of the normalization
 * @param epochs passes over the training data
 * @param batchSize examples per step; the examples that do not fill a batch at the end of an epoch are not used
 * @param optimizer settings of the optimizer
 * @param noiseSigma standard deviation of Gaussian noise added to the inputs of every training step
 * @param seed of the initial weights, the order of the examples, the noise, the augmentation and dropout
 * @param schedule of the learning rate
 * @param weightInit distribution of the initial weights
 * @param preprocessing of the training examples
 */
public record TrainingPlan(Architecture architecture, DType dtype, String normalization,
        NormalizationOptions normalizationOptions, int epochs, int batchSize, OptimizerOptions optimizer, double noiseSigma,
        long seed,
        LearningRateSchedule schedule, WeightInit weightInit, Preprocessing preprocessing) {

    /** Checks the ranges. */
    public TrainingPlan {
        if (epochs < 1) {
            throw new InvalidRequestException("the number of epochs is at least 1, got " + epochs);
        }
        if (batchSize < 1) {
            throw new InvalidRequestException("the batch size is at least 1, got " + batchSize);
        }
        if (!(noiseSigma >= 0) || Double.isInfinite(noiseSigma)) {
            throw new InvalidRequestException("the noise sigma is a number of at least 0, got " + noiseSigma);
        }
        schedule.check(epochs);
    }

    /** A plan with the same learning rate at every step, the usual initial weights and unchanged examples. */
    public TrainingPlan(Architecture architecture, DType dtype, String normalization,
            NormalizationOptions normalizationOptions, int epochs, int batchSize, OptimizerOptions optimizer, double noiseSigma,
            long seed) {
        this(architecture, dtype, normalization, normalizationOptions, epochs, batchSize, optimizer, noiseSigma, seed,
                LearningRateSchedule.NONE, WeightInit.HE, Preprocessing.NONE);
    }

    /** The network that this plan trains. */
    public NetworkSpec network() {
        return new NetworkSpec(architecture, dtype, normalizationOptions, batchSize, seed, weightInit);
    }

    /**
     * All settings by the names of the options of {@code bn train}, in a fixed order. Of the options that came later, only those
     * that are used are among them, so that a run without them keeps the bytes of its files.
     */
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("arch", architecture.text());
        settings.put("dtype", dtype.label());
        settings.put("norm", normalization);
        settings.put("eps", normalizationOptions.eps());
        settings.put("running-average", normalizationOptions.runningAverage().toString());
        settings.put("running-variance", normalizationOptions.runningVariance().toString());
        settings.put("affine", normalizationOptions.affine().toString());
        settings.put("epochs", epochs);
        settings.put("batch-size", batchSize);
        settings.put("lr", optimizer.learningRate());
        settings.put("schedule", schedule.text(epochs));
        settings.putAll(optimizer.settings());
        settings.putAll(preprocessing.settings());
        settings.put("noise-sigma", noiseSigma);
        settings.put("seed", seed);
        if (weightInit != WeightInit.HE) {
            settings.put("weights-init", weightInit.text());
        }
        return settings;
    }
}
