package bn.experiments.advice;

import bn.experiments.network.SgdOptions;
import bn.experiments.network.WeightDecay;
import bn.experiments.run.RunSettings;
import bn.experiments.stream.ScaleGroups;
import bn.theory.dynamics.ScaleInvariantOptimizer;
import bn.theory.unit.GammaPenalty;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What weight decay means for each group of parameters. */
record DecayStatements(AdvisedNetwork network, ScaleGroups groups, Optional<RunSettings> training) {

    Stream<Statement> all() {
        return Stream.of(inner(), last(), Optional.of(weights()),
                training.filter(known -> known.steps() > 0).flatMap(this::run), linear(), l1()).flatMap(Optional::stream);
    }

    private Optional<WeightDecay> decay() {
        return training.map(known -> known.optimizer().decay());
    }

    private Optional<ScaleInvariantOptimizer> equilibrium(double decay) {
        return training.flatMap(known -> new Decays(known.optimizer()).equilibrium(decay));
    }

    private Statement weights() {
        String always = "It is a learning rate of their directions, no regularization rate: the outputs do not depend on the length of these weights.";
        return new Statement("What does weight decay on the weights before batch norm do?",
                always + decay()
                        .map(decay -> " " + angles(decay.normalized()).orElseGet(() -> turning(decay.normalized(), "them")))
                        .orElse(""),
                "T10, T16; experiment dynamics");
    }

    private Optional<String> angles(double decay) {
        return training.flatMap(known -> new Decays(known.optimizer()).angles(decay, network))
                .map(angles -> "With Adam and a decay of " + Words.number(decay) + " in the gradient each step turns them by "
                        + angles.text() + ", once they are at equilibrium with gradients as large as now.");
    }

    private String turning(double decay, String what) {
        return equilibrium(decay).map(at -> "With a decay of " + Words.number(decay) + " each step turns " + what + " by "
                + Words.number(Math.toDegrees(at.angularUpdate())) + " degrees (root mean square), once they are at equilibrium.")
                .orElse(decay == 0 ? "Without decay there is no equilibrium: steps make " + what
                        + " longer, and turn them less and less."
                        : "With Adam and decay in the gradient the angle depends on the size of the gradients, which is not measured here.");
    }

    private Optional<Statement> run(RunSettings known) {
        return equilibrium(known.optimizer().decay().normalized()).map(at -> {
            Statement text = EquilibriumText.run(ScheduleForecast.of(at.balance(), known.schedule(), known.epochs(),
                    known.stepsPerEpoch(), 1), at.relaxationSteps());
            return new Statement("Is the run long enough for that?", text.answer(), text.basis());
        });
    }

    private Optional<Statement> inner() {
        return Optional.of(groups.inner()).filter(layers -> !layers.isEmpty()).map(layers -> new Statement(
                "Should weight decay act on the gamma and beta of inner layers?",
                "There it is a learning rate too: in " + Words.names(layers)
                        + " a later batch norm removes the scale of gamma and beta together. "
                        + decay().map(decay -> decay.gamma() == decay.beta() ? turning(decay.gamma(), "both together")
                                : "Their decays differ, " + Words.number(decay.gamma()) + " and " + Words.number(decay.beta())
                                        + ", so that there is no single equilibrium.")
                                .orElse("It changes how fast they turn, and no rate."),
                "T17; experiment decay"));
    }

    private Optional<Statement> last() {
        return Optional.of(groups.last()).filter(layers -> !layers.isEmpty()).map(layers -> new Statement(
                "Should weight decay act on the gamma of the last layers?", last(layers), "T5, T16; experiment decay"));
    }

    private String last(List<String> layers) {
        String where = "In " + Words.names(layers)
                + " gamma scales what reaches the outputs: there decay is the regularization rate. ";
        RestingRate rate = RestingRate.ofLast(network, unit -> training.map(
                known -> new Decays(known.optimizer()).rateAtRest(known.optimizer().decay().gamma(), unit)).orElse(Double.NaN));
        String now = "Lambda is " + rate.text() + " now (mean weighted by gamma^2)";
        if (training.isEmpty()) {
            return where + now + "; at rest under plain gradient descent it equals the decay of gamma.";
        }
        if (Double.isNaN(rate.atRest())) {
            return where + now
                    + "; at rest it is the decay times the size of the gradients of gamma, which is not measured here.";
        }
        boolean decoupled = new Decays(training.get().optimizer()).isDecoupled();
        return where + now + " and " + Words.number(rate.atRest()) + " at rest"
                + (decoupled ? ", the decay times the root mean square of gamma's gradient"
                        : l1Strength() > 0 ? ", the decay and L1 together" : ", the decay")
                + (Double.isNaN(rate.error()) ? "." : !rate.isElsewhere() ? ". These readings do not tell the two apart."
                        : rate.now() > rate.atRest() ? ": it is above, so training makes |gamma| larger now."
                        : ": it is below, so training makes |gamma| smaller now.");
    }

    private Optional<Statement> linear() {
        return network.linear().isEmpty() ? Optional.empty() : Optional.of(new Statement(
                "And on the weights without batch norm?", "In " + Words.names(network.linear())
                        + " it is the usual penalty on the weights"
                        + decay().map(decay -> decay.unnormalized() == 0 ? ", and there is none."
                                : ", of rate " + Words.number(decay.unnormalized()) + ".").orElse("."),
                "T8"));
    }

    /** Where an L1 penalty on gamma is stronger than its decay (T15). */
    private Optional<Statement> l1() {
        double[] sizes = network.layers().stream().flatMap(layer -> layer.alive().stream())
                .mapToDouble(unit -> Math.abs(unit.gamma())).sorted().toArray();
        return decay().filter(decay -> decay.gamma() > 0 && sizes.length > 0).map(decay -> {
            double mu = decay.gamma();
            String always = "An L1 penalty of strength s is stronger than the decay " + Words.number(mu) + " where |gamma| < s / "
                    + Words.number(mu) + ". ";
            double s = l1Strength();
            return new Statement("Why does an L1 penalty on gamma not push it to 0?", always + (s > 0
                    ? "With s = " + Words.number(s) + " that is so in " + Arrays.stream(sizes)
                            .filter(size -> size < new GammaPenalty(mu, s).crossover()).count() + " of "
                            + Words.count(sizes.length, "channel") + "."
                    : "The median of |gamma| is " + Words.number(sizes[sizes.length / 2])
                            + ", so in half of the channels s has to be above "
                            + Words.number(mu * sizes[sizes.length / 2]) + "."),
                    "T15; experiment slimming");
        });
    }

    private double l1Strength() {
        return training.map(RunSettings::optimizer).filter(SgdOptions.class::isInstance)
                .map(options -> ((SgdOptions) options).gammaL1()).orElse(0.0);
    }
}
