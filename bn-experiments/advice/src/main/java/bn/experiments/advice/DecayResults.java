package bn.experiments.advice;

import bn.experiments.network.ParameterGroup;
import bn.experiments.run.RunSettings;
import bn.experiments.stream.ScaleGroups;
import bn.theory.dynamics.ScaleInvariantOptimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What weight decay on each group of parameters comes to, in numbers. */
record DecayResults(AdvisedNetwork network, Optional<RunSettings> training) {
    private static final String UNKNOWN = "depends on the optimizer";

    GroupAdvice weights() {
        List<String> layers = network.layers().stream().map(AdvisedLayer::name).toList();
        double decay = decay(ParameterGroup.NORMALIZED_WEIGHTS);
        return training.flatMap(known -> new Decays(known.optimizer()).angles(decay, network))
                .map(angles -> GroupAdvice.of(ParameterRole.WEIGHTS, layers, decay, angles.text() + " a step, after at most "
                        + Words.whole(EquilibriumText.RELAXATIONS * angles.relaxationSteps()) + " steps"))
                .orElseGet(() -> directions(ParameterRole.WEIGHTS, layers, ParameterGroup.NORMALIZED_WEIGHTS));
    }

    /** Gamma and beta, by what they are. */
    List<GroupAdvice> of(ScaleGroups groups) {
        List<GroupAdvice> all = new ArrayList<>();
        if (!groups.inner().isEmpty()) {
            all.add(directions(ParameterRole.INNER, groups.inner(), ParameterGroup.GAMMA));
        }
        if (!groups.last().isEmpty()) {
            all.add(rate(ParameterRole.LAST_GAMMA, groups.last()));
            all.add(ridge(ParameterRole.LAST_BETA, groups.last(), ParameterGroup.BETA));
        }
        if (!groups.open().isEmpty()) {
            all.add(rate(ParameterRole.OPEN, List.copyOf(groups.open().keySet())));
        }
        return all;
    }

    GroupAdvice linear() {
        return ridge(ParameterRole.LINEAR, network.linear(), ParameterGroup.UNNORMALIZED_WEIGHTS);
    }

    private double decay(ParameterGroup group) {
        return training.map(known -> known.optimizer().decay().of(group)).orElse(Double.NaN);
    }

    private GroupAdvice directions(ParameterRole role, List<String> layers, ParameterGroup group) {
        double decay = decay(group);
        return GroupAdvice.of(role, layers, decay, training.map(known -> directions(new Decays(known.optimizer())
                .equilibrium(decay), decay)).orElse(UNKNOWN));
    }

    private static String directions(Optional<ScaleInvariantOptimizer> equilibrium, double decay) {
        return equilibrium.map(at -> Words.number(Math.toDegrees(at.angularUpdate())) + " degrees a step, after about "
                + Words.whole(EquilibriumText.RELAXATIONS * at.relaxationSteps()) + " steps")
                .orElse(decay == 0 ? "no equilibrium: each step turns them less" : "depends on the size of the gradients");
    }

    private GroupAdvice rate(ParameterRole role, List<String> layers) {
        double decay = decay(ParameterGroup.GAMMA);
        ToDoubleFunction<AdvisedUnit> atRest = unit -> training
                .map(known -> new Decays(known.optimizer()).rateAtRest(decay, unit)).orElse(Double.NaN);
        RestingRate rate = role == ParameterRole.LAST_GAMMA ? RestingRate.ofLast(network, atRest)
                : RestingRate.of(network.named(layers), atRest);
        return GroupAdvice.of(role, layers, decay, "lambda " + rate.text()
                + (Double.isNaN(rate.atRest()) ? "" : ", at rest " + Words.number(rate.atRest())));
    }

    private GroupAdvice ridge(ParameterRole role, List<String> layers, ParameterGroup group) {
        double decay = decay(group);
        return GroupAdvice.of(role, layers, decay, training.isEmpty() ? UNKNOWN
                : decay == 0 ? "no penalty" : "penalty of rate " + Words.number(decay));
    }
}
