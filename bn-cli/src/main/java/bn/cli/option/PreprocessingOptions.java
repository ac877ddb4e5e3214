package bn.cli.option;

import bn.api.InvalidRequestException;
import bn.experiments.data.ChannelNormalization;
import bn.experiments.data.Examples;
import bn.experiments.run.Checkpoint;
import bn.experiments.train.Augmentation;
import bn.experiments.train.Preprocessing;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that decide what becomes of examples before a network is trained on them. */
public final class PreprocessingOptions {
    private enum Normalize { NONE, CHANNELS }

    @Option(names = "--normalize", paramLabel = "none|channels",
            description = "channels: normalize each channel of the images by the mean and standard deviation of its pixels in the "
                    + "training examples; default that of --init, else none.")
    private Normalize normalize;
    @Option(names = "--mean", paramLabel = "M,...", split = ",",
            description = "Normalize each channel of the images by this mean, with pixels from 0 to 1, and the deviation of --std.")
    private List<Double> mean;
    @Option(names = "--std", paramLabel = "S,...", split = ",", description = "The standard deviation that goes with --mean.")
    private List<Double> deviation;
    @Option(names = "--crop", paramLabel = "N", defaultValue = "0",
            description = "Moves each training image by up to N pixels in each direction, at random; what comes in is black; default "
                    + "${DEFAULT-VALUE}.")
    private int crop;
    @Option(names = "--flip", description = "Exchanges left and right of training images, at random.")
    private boolean flip;
    @Option(names = "--label-smoothing", paramLabel = "S", defaultValue = "0",
            description = "Fraction of the probability of an example's class that is given to all classes in equal parts, in training "
                    + "alone: from 0 to less than 1; default ${DEFAULT-VALUE}.")
    private double labelSmoothing;

    /**
     * What was asked for.
     *
     * @param train the training examples
     * @throws InvalidRequestException if an option is out of its range, contradicts another or does not fit the examples
     */
    public Preprocessing preprocessing(Examples train, Optional<Checkpoint> init) {
        return new Preprocessing(normalization(train, init), new Augmentation(crop, flip), labelSmoothing);
    }

    private Optional<ChannelNormalization> normalization(Examples train, Optional<Checkpoint> init) {
        Optional<ChannelNormalization> given = given();
        if (given.isEmpty()) {
            return normalize == null ? init.flatMap(Checkpoint::imageNormalization)
                    : normalize == Normalize.CHANNELS ? Optional.of(ChannelNormalization.of(train)) : Optional.empty();
        }
        if (normalize != null) {
            throw new InvalidRequestException("--normalize and --mean, --std contradict each other; leave one out");
        }
        return given;
    }

    /**
     * The numbers that were given, if any were.
     *
     * @throws InvalidRequestException if only means or only deviations were, or they are out of their ranges
     */
    public Optional<ChannelNormalization> given() {
        if (mean == null && deviation == null) {
            return Optional.empty();
        }
        if (mean == null || deviation == null) {
            throw new InvalidRequestException("--mean and --std go together; give both");
        }
        return Optional.of(new ChannelNormalization(mean, deviation));
    }
}
