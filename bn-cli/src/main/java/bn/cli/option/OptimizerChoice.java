package bn.cli.option;

import bn.api.InvalidRequestException;
import bn.experiments.network.AdamOptions;
import bn.experiments.network.OptimizerOptions;
import bn.experiments.network.SgdOptions;
import bn.experiments.network.WeightDecay;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options that choose the optimizer and its settings. */
public final class OptimizerChoice {
    private static final double ADAMW_DECAY = 0.01;

    private enum Kind { SGD, ADAM, ADAMW }

    @Option(names = "--optimizer", paramLabel = "sgd|adam|adamw", defaultValue = "sgd",
            description = "The optimizer, as PyTorch defines it; default ${DEFAULT-VALUE}.")
    private Kind kind;
    @Option(names = "--lr", paramLabel = "X", description = "Learning rate; default 0.1, with adam and adamw 0.001.")
    private Double learningRate;
    @Option(names = "--momentum", paramLabel = "X", description = "sgd: momentum; default 0.9.")
    private Double momentum;
    @Option(names = "--nesterov", description = "sgd: Nesterov's momentum.")
    private boolean nesterov;
    @Option(names = "--beta1", paramLabel = "X", description = "adam, adamw: decay of the mean of the gradients; default 0.9.")
    private Double beta1;
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
        double weights = or(weightDecay, kind == Kind.ADAMW ? ADAMW_DECAY : 0);
        WeightDecay decay = new WeightDecay(weights, or(unnormalizedDecay, weights), gammaDecay, betaDecay, biasDecay);
        if (kind == Kind.SGD) {
            refuse("adam and adamw", "--beta1", beta1 != null);
            refuse("adam and adamw", "--beta2", beta2 != null);
            refuse("adam and adamw", "--adam-eps", eps != null);
            return new SgdOptions(or(learningRate, 0.1), or(momentum, 0.9), nesterov, decay, gammaL1);
        }
        refuse("sgd", "--gamma-l1", gammaL1 != 0);
        refuse("sgd", "--momentum", momentum != null);
        refuse("sgd", "--nesterov", nesterov);
        return new AdamOptions(or(learningRate, 1e-3), or(beta1, 0.9), or(beta2, 0.999), or(eps, 1e-8), kind == Kind.ADAMW,
                decay);
    }

    private static double or(Double given, double usual) {
        return given != null ? given : usual;
    }

    private void refuse(String optimizer, String option, boolean given) {
        if (given) {
            throw new InvalidRequestException(option + " is for the optimizer " + optimizer + ", not for "
                    + kind.name().toLowerCase(Locale.ROOT) + "; leave it out, or choose another by --optimizer");
        }
    }
}
