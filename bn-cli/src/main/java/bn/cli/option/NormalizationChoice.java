package bn.cli.option;

import bn.api.InvalidRequestException;
import bn.api.norm.Affine;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.RunningAverage;
import bn.experiments.architecture.Architecture;
import bn.experiments.run.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that choose a normalization and its conventions. What is not given is that of the checkpoint of {@code --init}. */
public final class NormalizationChoice {
    private enum Preset { PYTORCH, KERAS }

    @Option(names = "--norm", paramLabel = "NAME",
            description = "Normalization of the hidden layers: batch, none or the name of a plug-in's; default that of --init, else "
                    + "batch.")
    private String name;

    @Option(names = "--preset", paramLabel = "pytorch|keras",
            description = "Whose conventions for eps and running statistics; default those of --init, else pytorch.")
    private Preset preset;

    @Option(names = "--eps", paramLabel = "X", description = "Added to the variance; default that of --init, else the preset's.")
    private Double eps;

    @Option(names = "--running-average", paramLabel = "WEIGHT|cumulative",
            description = "Weight of a new batch in the running statistics, or the mean of all batches; default that of --init, else "
                    + "the preset's.")
    private String average;

    @Option(names = "--gamma", paramLabel = "G",
            description = "Fix gamma to this value instead of learning it, also after --init.")
    private Double gamma;

    @Option(names = "--no-affine", description = "Learn neither gamma nor beta.")
    private boolean noAffine;

    /** The normalization's name. */
    public String name(Optional<Checkpoint> init) {
        return name != null ? name : init.map(Checkpoint::normalization).orElse("batch");
    }

    /**
     * The conventions.
     *
     * @throws InvalidRequestException if an option contradicts another or has no effect on such a network
     */
    public NormalizationOptions options(Architecture architecture, Optional<Checkpoint> init) {
        checkEffect(architecture, init);
        NormalizationOptions options = init.map(Checkpoint::conventions).orElseGet(NormalizationOptions::pytorch);
        if (preset != null) {
            NormalizationOptions conventions = preset == Preset.KERAS ? NormalizationOptions.keras()
                    : NormalizationOptions.pytorch();
            options = conventions.withAffine(options.affine());
        }
        if (eps != null) {
            options = options.withEps(eps);
        }
        if (average != null) {
            options = options.withRunningAverage(average());
        }
        if (gamma != null && noAffine) {
            throw new InvalidRequestException("--gamma and --no-affine contradict each other");
        }
        if (gamma != null) {
            options = options.withAffine(Affine.fixedGamma(gamma));
        }
        return noAffine ? options.withAffine(Affine.off()) : options;
    }

    private void checkEffect(Architecture architecture, Optional<Checkpoint> init) {
        boolean none = name(init).equals(Checkpoint.NO_NORMALIZATION);
        List<String> given = new ArrayList<>();
        add("--norm", name != null && !none, given);
        add("--preset", preset != null, given);
        add("--eps", eps != null, given);
        add("--running-average", average != null, given);
        add("--gamma", gamma != null, given);
        add("--no-affine", noAffine, given);
        if (!given.isEmpty() && (none || architecture.layers() == 1)) {
            throw new InvalidRequestException(String.join(", ", given) + (given.size() == 1 ? " has" : " have") + " no effect: "
                    + (none ? "there is no normalization" : "a network " + architecture + " has no hidden layer to normalize")
                    + "; leave " + (given.size() == 1 ? "it" : "them") + " out");
        }
    }

    private static void add(String option, boolean given, List<String> all) {
        if (given) {
            all.add(option);
        }
    }

    private RunningAverage average() {
        if (average.equals("cumulative")) {
            return new RunningAverage.Cumulative();
        }
        try {
            return new RunningAverage.Exponential(Double.parseDouble(average));
        } catch (NumberFormatException e) {
            throw new InvalidRequestException("--running-average is a number or the word cumulative, got '" + average + "'");
        }
    }
}
