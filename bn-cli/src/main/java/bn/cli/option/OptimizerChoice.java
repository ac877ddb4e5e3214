package bn.cli.option;

import bn.api.InvalidRequestException;
import bn.experiments.network.OptimizerOptions;
import bn.experiments.network.SgdOptions;
import bn.experiments.network.WeightDecay;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that choose the optimizer and its settings. */
public final class OptimizerChoice {
    private static final double ADAMW_DECAY = 0.01;

    @Mixin
    private OptimizerSettings settings;
    @Option(names = "--beta2", paramLabel = "X",
            description = "adam, adamw: decay of the mean of the squares of the gradients; default 0.999.")
    private Double beta2;
    @Option(names = "--adam-eps", paramLabel = "X",
            description = "adam, adamw: added to the root of the mean of the squares; default 1e-8.")
    private Double eps;
    @Option(names = "--weight-decay", paramLabel = "X",
            description = "Weight decay of the weights of the linear layers; default 0, with adamw 0.01. With adamw all decays are "
                    + "decoupled from the gradient.")
    private Double weightDecay;
    @Option(names = "--unnormalized-decay", paramLabel = "X",
            description = "Weight decay of the weights that no normalization follows directly, such as those of the output layer; "
                    + "default that of --weight-decay.")
    private Double unnormalizedDecay;
    @Option(names = "--gamma-decay", paramLabel = "X", defaultValue = "0",
            description = "Weight decay of gamma; at a stationary point of sgd and adam the rate lambda equals it (T5); default "
                    + "${DEFAULT-VALUE}.")
    private double gammaDecay;
    @Option(names = "--gamma-l1", paramLabel = "S", defaultValue = "0",
            description = "sgd: strength of an L1 penalty S sum |gamma| on all gammas, by a proximal step, so that gammas become "
                    + "exactly 0 (network slimming); default ${DEFAULT-VALUE}.")
    private double gammaL1;
    @Option(names = "--beta-decay", paramLabel = "X", defaultValue = "0",
            description = "Weight decay of beta; default ${DEFAULT-VALUE}.")
    private double betaDecay;
    @Option(names = "--bias-decay", paramLabel = "X", defaultValue = "0",
            description = "Weight decay of biases; default ${DEFAULT-VALUE}.")
    private double biasDecay;

    /**
     * The settings of the optimizer.
     *
     * @throws InvalidRequestException if an option is out of its range, or is for another optimizer
     */
    public OptimizerOptions options() {
        double weights = OptimizerSettings.or(weightDecay, settings.kind() == OptimizerSettings.Kind.ADAMW ? ADAMW_DECAY : 0);
        WeightDecay decay = new WeightDecay(weights, OptimizerSettings.or(unnormalizedDecay, weights), gammaDecay, betaDecay,
                biasDecay);
        if (settings.kind() == OptimizerSettings.Kind.SGD) {
            settings.refuse("adam and adamw", "--beta2", beta2 != null);
            settings.refuse("adam and adamw", "--adam-eps", eps != null);
        }
        OptimizerOptions options = settings.options(decay, OptimizerSettings.or(beta2, OptimizerSettings.BETA2),
                OptimizerSettings.or(eps, OptimizerSettings.EPS));
        if (options instanceof SgdOptions sgd) {
            return sgd.withGammaL1(gammaL1);
        }
        settings.refuse("sgd", "--gamma-l1", gammaL1 != 0);
        return options;
    }
}
