package bn.cli.option;

import bn.api.InvalidRequestException;
import bn.experiments.train.LearningRateSchedule;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for the length of a run and its schedule. */
public final class RunLengthOptions {
    @Mixin
    private ScheduleOptions schedule;
    @Option(names = "--steps", paramLabel = "N", description = "Steps of the run: for what the schedule does to it.")
    private Integer steps;
    @Option(names = "--epochs", paramLabel = "N", defaultValue = "1",
            description = "Epochs of the run, in which --warmup-epochs and --step-epochs count; default ${DEFAULT-VALUE}.")
    private int epochs;

    /**
     * A run.
     *
     * @param schedule of its learning rate
     * @param epochs of the run
     * @param stepsPerEpoch steps of each
     */
    public record Run(LearningRateSchedule schedule, int epochs, int stepsPerEpoch) {}

    /** Whether any of the options was given. */
    public boolean isGiven() {
        return steps != null || epochs != 1 || !schedule.schedule(epochs).equals(LearningRateSchedule.NONE);
    }

    /**
     * The run; empty if its length was not given.
     *
     * @throws InvalidRequestException if options are missing, or do not go together
     */
    public Optional<Run> run() {
        if (steps == null) {
            if (isGiven()) {
                throw new InvalidRequestException("--schedule, --warmup-epochs and --epochs are about a run: give its --steps");
            }
            return Optional.empty();
        }
        LearningRateSchedule asked = schedule.schedule(epochs);
        if (epochs < 1 || steps < epochs || steps % epochs != 0) {
            throw new InvalidRequestException(
                    "--steps is a multiple of --epochs, at least a step each; got " + steps + " steps in " + epochs + " epochs");
        }
        if (asked.kind() == LearningRateSchedule.Kind.STEP && asked.stepEpochs() >= epochs) {
            throw new InvalidRequestException(
                    "--schedule step changes the learning rate every " + asked.stepEpochs() + " epochs, never in a run of "
                            + epochs + "; give more --epochs, or fewer --step-epochs");
        }
        return Optional.of(new Run(asked, epochs, steps / epochs));
    }
}
