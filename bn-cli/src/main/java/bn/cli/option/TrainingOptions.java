package bn.cli.option;

import bn.api.InvalidRequestException;
import bn.experiments.network.WeightDecay;
import bn.experiments.run.RunSettings;
import bn.experiments.train.LearningRateSchedule;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a network is trained that advice is about. */
public final class TrainingOptions {
    @Mixin
    private OptimizerSettings settings;
    @Mixin
    private RunLengthOptions length;
    @Option(names = "--weight-decay", paramLabel = "X",
            description = "Weight decay: for each group of parameters it is told what decay of this strength does there. Without --lr and this, a run's own "
                    + "settings are used.")
    private Double weightDecay;

    /**
     * The training of these options; without them that of the run, if the network is that of one.
     *
     * @throws InvalidRequestException if options are missing, or do not go together
     */
    public Optional<RunSettings> of(Optional<RunSettings> recorded) {
        if (!settings.isGiven()) {
            if (weightDecay != null || settings.hasMore() || length.isGiven()) {
                throw new InvalidRequestException("how it is trained needs --lr and --weight-decay; give both"
                        + (recorded.isPresent() ? ", or no option of the optimizer, for the settings of the run" : ""));
            }
            return recorded;
        }
        if (weightDecay == null) {
            throw new InvalidRequestException("--lr needs --weight-decay, which advice is about; 0 for none");
        }
        OptionValues.notNegative("--weight-decay", weightDecay);
        WeightDecay all = new WeightDecay(weightDecay, weightDecay, weightDecay, weightDecay, weightDecay);
        RunLengthOptions.Run run = length.run().orElse(new RunLengthOptions.Run(LearningRateSchedule.NONE, 0, 0));
        return Optional.of(new RunSettings(settings.options(all), run.schedule(), run.epochs(), run.stepsPerEpoch()));
    }
}
