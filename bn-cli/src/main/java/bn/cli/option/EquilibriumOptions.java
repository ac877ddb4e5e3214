package bn.cli.option;

import bn.api.InvalidRequestException;
import bn.experiments.advice.Equilibria;
import bn.experiments.advice.Equilibrium;
import bn.experiments.advice.GradientSize;
import bn.experiments.network.OptimizerOptions;
import bn.experiments.network.WeightDecay;
import bn.theory.dynamics.LengthBalance;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The settings of an optimizer that decide the equilibrium of the weights, and the size of their gradients. */
public final class EquilibriumOptions {
    @Mixin
    private OptimizerSettings settings;
    @Option(names = "--weight-decay", paramLabel = "X", required = true, description = "Weight decay of these weights.")
    private double weightDecay;
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
        if (!settings.isGiven()) {
            throw new InvalidRequestException("the equilibrium depends on the learning rate; give --lr");
        }
        OptionValues.notNegative("--weight-decay", weightDecay);
        return settings.options(new WeightDecay(weightDecay, weightDecay, 0, 0, 0));
    }

    private Optional<GradientSize> gradientSize() {
        if ((gradient == null) != (weights == null)) {
            throw new InvalidRequestException(
                    "--gradient and --weights go together: the size of a unit's gradients, and its number of weights");
        }
        if (gradient == null && settings.kind() == OptimizerSettings.Kind.ADAM) {
            throw new InvalidRequestException(
                    "with --optimizer adam decay is divided by the size of the gradients, so the angle depends on it; "
                            + "give --gradient and --weights of a unit, or use adamw");
        }
        return gradient == null ? Optional.empty() : Optional.of(new GradientSize(gradient, weights));
    }
}
