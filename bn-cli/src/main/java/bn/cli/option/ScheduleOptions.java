package bn.cli.option;

import bn.api.InvalidRequestException;
import bn.experiments.train.LearningRateSchedule;
import picocli.CommandLine.Option;

/** How the learning rate changes during training. */
public final class ScheduleOptions {
    @Option(names = "--schedule", paramLabel = "NAME", defaultValue = "constant",
            description = "How the learning rate changes: constant, step, cosine (to 0) or one-cycle; default ${DEFAULT-VALUE}.")
    private String name;
    @Option(names = "--warmup-epochs", paramLabel = "N", defaultValue = "0",
            description = "Epochs in which the learning rate grows linearly to --lr before the schedule starts; "
                    + "default ${DEFAULT-VALUE}.")
    private int warmupEpochs;
    @Option(names = "--step-epochs", paramLabel = "N",
            description = "With --schedule step: epochs between two changes; default a third of --epochs.")
    private Integer stepEpochs;
    @Option(names = "--step-factor", paramLabel = "X",
            description = "With --schedule step: what the learning rate is multiplied by; default 0.1.")
    private Double stepFactor;

    /** The schedule that was asked for, for a run of this many epochs. */
    public LearningRateSchedule schedule(int epochs) {
        LearningRateSchedule.Kind kind = LearningRateSchedule.Kind.of(name);
        if (kind != LearningRateSchedule.Kind.STEP && (stepEpochs != null || stepFactor != null)) {
            throw new InvalidRequestException("--step-epochs and --step-factor go with --schedule step, not with " + name);
        }
        int every = stepEpochs != null ? stepEpochs : Math.max(1, epochs / 3);
        return new LearningRateSchedule(kind, warmupEpochs, every, stepFactor != null ? stepFactor : 0.1);
    }
}
