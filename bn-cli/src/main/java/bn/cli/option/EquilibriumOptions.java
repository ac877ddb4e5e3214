package bn.cli.option;

import bn.api.InvalidRequestException;
import bn.experiments.advice.Equilibria;
import bn.experiments.advice.Equilibrium;
import bn.experiments.advice.GradientSize;
import bn.experiments.network.AdamOptions;
import bn.experiments.network.OptimizerOptions;
import bn.experiments.network.SgdOptions;
import bn.experiments.network.WeightDecay;
import bn.theory.dynamics.LengthBalance;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The settings of an optimizer that decide the equilibrium of the weights, and the size of their gradients. */
public final class EquilibriumOptions {
    private enum Kind { sgd, adam, adamw }

    @Option(names = "--optimizer", paramLabel = "sgd|adam|adamw", defaultValue = "sgd",
            description = "The optimizer, as PyTorch defines it; default ${DEFAULT-VALUE}.")
    private Kind kind;
    @Option(names = "--lr", paramLabel = "X", required = true, description = "Learning rate.")
    private double learningRate;
    @Option(names = "--weight-decay", paramLabel = "X", required = true, description = "Weight decay of these weights.")
    private double weightDecay;
    @Option(names = "--momentum", paramLabel = "X", description = "sgd: momentum; default 0.9.")
    private Double momentum;
    @Option(names = "--nesterov", description = "sgd: Nesterov's momentum.")
    private boolean nesterov;
    @Option(names = "--beta1", paramLabel = "X", description = "adam, adamw: decay of the mean of the gradients; default 0.9.")
    private Double beta1;
    @Option(names = "--gradient", paramLabel = "G",
            description = "Mean over batches of |w|^2 |dL/dw|^2 of a unit, with w its weights; with --weights it gives their length. Needed for adam.")
    private Double gradient;
    @Option(names = "--weights", paramLabel = "N", description = "Number of weights of the unit.")
    private Integer weights;

    /**
     * The equilibrium.
     *
     * @throws InvalidRequestException if there is none, or an option is out of its range or for another optimizer
     */
    public Equilibrium equilibrium() {
        return Equilibrium.of(optimizer(), weightDecay, gradientSize());
    }

    /** How decay and gradients change the length there. */
    public LengthBalance balance() {
        return Equilibria.of(optimizer(), weightDecay, gradientSize()).balance();
    }

    private OptimizerOptions optimizer() {
        OptionValues.notNegative("--lr", learningRate);
        OptionValues.notNegative("--weight-decay", weightDecay);
        WeightDecay decay = new WeightDecay(weightDecay, weightDecay, 0, 0, 0);
        if (kind == Kind.sgd) {
            refuse("adam and adamw", "--beta1", beta1 != null);
            return new SgdOptions(learningRate, momentum != null ? momentum : 0.9, nesterov, decay);
        }
        refuse("sgd", "--momentum", momentum != null);
        refuse("sgd", "--nesterov", nesterov);
        return new AdamOptions(learningRate, beta1 != null ? beta1 : 0.9, 0.999, 1e-8, kind == Kind.adamw, decay);
    }

    private Optional<GradientSize> gradientSize() {
        if ((gradient == null) != (weights == null)) {
            throw new InvalidRequestException(
                    "--gradient and --weights go together: the size of a unit's gradients, and its number of weights");
        }
        if (gradient == null && kind == Kind.adam) {
            throw new InvalidRequestException(
                    "with --optimizer adam decay is divided by the size of the gradients, so the angle depends on it; "
                            + "give --gradient and --weights of a unit, or use adamw");
        }
        return gradient == null ? Optional.empty() : Optional.of(new GradientSize(gradient, weights));
    }

    private void refuse(String optimizer, String option, boolean given) {
        if (given) {
            throw new InvalidRequestException(option + " is for the optimizer " + optimizer + ", not for " + kind
                    + "; leave it out, or choose another by --optimizer");
        }
    }
}
