package bn.cli.command;

import bn.api.UsageException;
import bn.api.norm.Affine;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.RunningAverage;
import picocli.CommandLine.Option;

/** The options that choose a normalization and its conventions. */
final class NormalizationChoice {
    private enum Preset { PYTORCH, KERAS }

    @Option(names = "--norm", paramLabel = "NAME", defaultValue = "batch",
            description = "Normalization of the hidden layers: batch, none or the name of a plug-in's; default ${DEFAULT-VALUE}.")
    private String name;

    @Option(names = "--preset", paramLabel = "pytorch|keras", defaultValue = "pytorch",
            description = "Whose conventions for eps and running statistics; default ${DEFAULT-VALUE}.")
    private Preset preset;

    @Option(names = "--eps", paramLabel = "X", description = "Added to the variance; default the preset's.")
    private Double eps;

    @Option(names = "--running-average", paramLabel = "WEIGHT|cumulative",
            description = "Weight of a new batch in the running statistics, or the mean of all batches; default the preset's.")
    private String average;

    @Option(names = "--gamma", paramLabel = "G", description = "Fix gamma to this value instead of learning it.")
    private Double gamma;

    @Option(names = "--no-affine", description = "Learn neither gamma nor beta.")
    private boolean noAffine;

    String name() {
        return name;
    }

    NormalizationOptions options() {
        NormalizationOptions options = preset == Preset.KERAS ? NormalizationOptions.keras() : NormalizationOptions.pytorch();
        if (eps != null) {
            options = options.withEps(eps);
        }
        if (average != null) {
            options = options.withRunningAverage(average());
        }
        if (gamma != null && noAffine) {
            throw new UsageException("--gamma and --no-affine contradict each other");
        }
        if (gamma != null) {
            options = options.withAffine(Affine.fixedGamma(gamma));
        }
        return noAffine ? options.withAffine(Affine.off()) : options;
    }

    private RunningAverage average() {
        if (average.equals("cumulative")) {
            return new RunningAverage.Cumulative();
        }
        try {
            return new RunningAverage.Exponential(Double.parseDouble(average));
        } catch (NumberFormatException e) {
            throw new UsageException("--running-average is a number or the word cumulative, got '" + average + "'");
        }
    }
}
