package bn.cli.option;

import bn.api.InvalidRequestException;
import bn.experiments.network.AdamOptions;
import bn.experiments.network.OptimizerOptions;
import bn.experiments.network.SgdOptions;
import bn.experiments.network.WeightDecay;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options of an optimizer that decide what weight decay does. */
public final class OptimizerSettings {
    static final double BETA2 = 0.999;
    static final double EPS = 1e-8;

    /** The optimizers. */
    public enum Kind { SGD, ADAM, ADAMW }

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

    /** The optimizer. */
    public Kind kind() {
        return kind;
    }

    /** Whether the learning rate was given, by which an optimizer is known. */
    public boolean isGiven() {
        return learningRate != null;
    }

    /** Whether any option but the learning rate was given. */
    boolean hasMore() {
        return kind != Kind.SGD || momentum != null || nesterov || beta1 != null;
    }

    /** The settings, with the usual second moments of Adam. */
    public OptimizerOptions options(WeightDecay decay) {
        return options(decay, BETA2, EPS);
    }

    /**
     * The settings.
     *
     * @param beta2 decay of Adam's mean of the squares
     * @param eps added to their root
     * @throws InvalidRequestException if an option is out of its range, or is for another optimizer
     */
    OptimizerOptions options(WeightDecay decay, double beta2, double eps) {
        if (kind == Kind.SGD) {
            refuse("adam and adamw", "--beta1", beta1 != null);
            return new SgdOptions(or(learningRate, 0.1), or(momentum, 0.9), nesterov, decay);
        }
        refuse("sgd", "--momentum", momentum != null);
        refuse("sgd", "--nesterov", nesterov);
        return new AdamOptions(or(learningRate, 1e-3), or(beta1, 0.9), beta2, eps, kind == Kind.ADAMW, decay);
    }

    static double or(Double given, double usual) {
        return given != null ? given : usual;
    }

    /** Refuses an option of another optimizer. */
    void refuse(String optimizer, String option, boolean given) {
        if (given) {
            throw new InvalidRequestException(option + " is for the optimizer " + optimizer + ", not for "
                    + kind.name().toLowerCase(Locale.ROOT) + "; leave it out, or choose another by --optimizer");
        }
    }
}
