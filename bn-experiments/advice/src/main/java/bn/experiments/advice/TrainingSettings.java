package bn.experiments.advice;

import bn.experiments.network.OptimizerOptions;
import bn.experiments.run.RunSettings;
import bn.experiments.train.LearningRateSchedule;

/**
 * How a network is trained.
 *
 * @param optimizer with the weight decay of each group of parameters
 * @param schedule of the learning rate
 * @param epochs in which it counts; 0 if the length of the run is not known
 * @param stepsPerEpoch steps of an epoch
 */
public record TrainingSettings(OptimizerOptions optimizer, LearningRateSchedule schedule, int epochs, int stepsPerEpoch) {

    /** Those of a run of this program. */
    public static TrainingSettings of(RunSettings run) {
        return new TrainingSettings(run.optimizer(), run.schedule(), run.epochs(), run.stepsPerEpoch());
    }

    /** Steps of the run; 0 if not known. */
    long steps() {
        return (long) epochs * stepsPerEpoch;
    }
}
