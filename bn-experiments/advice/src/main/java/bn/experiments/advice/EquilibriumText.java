package bn.experiments.advice;

import bn.theory.dynamics.ScaleInvariantAdam;
import bn.theory.dynamics.ScaleInvariantOptimizer;
import bn.theory.dynamics.ScheduledNorm;
import java.util.Locale;

/** What the numbers of an equilibrium mean. */
final class EquilibriumText {
    /** A distance from equilibrium is as good as forgotten, up to e^-3, after as many relaxations. */
    static final double RELAXATIONS = 3;
    /** A gradient that is changed by less is called unchanged. */
    private static final double CHANGE = 1.1;

    private EquilibriumText() {}

    static Statement decay(ScaleInvariantOptimizer optimizer) {
        String where = optimizer instanceof ScaleInvariantAdam
                ? "for a unit with these gradients; units with smaller gradients turn faster"
                : "in every layer, whatever the size of the gradients";
        return new Statement("What does weight decay do to weights before batch norm?", String.format(Locale.ROOT,
                "It is a learning rate of their directions: at equilibrium each step turns them by %s degrees (root mean square), %s. It is no "
                        + "regularization rate, because the outputs of batch norm do not depend on the length of the weights before it (T10, T16).",
                Words.number(Math.toDegrees(optimizer.angularUpdate())), where), "T10, T16; experiment dynamics");
    }

    static Statement time(ScaleInvariantOptimizer optimizer) {
        return new Statement("How long does it take?", String.format(Locale.ROOT,
                "In %s steps a distance from equilibrium shrinks by a factor e, so it takes about %s steps to get there.",
                Words.whole(optimizer.relaxationSteps()), Words.whole(RELAXATIONS * optimizer.relaxationSteps())), "T10, T16");
    }

    static Statement run(ScheduleForecast forecast, double relaxationSteps) {
        ScheduledNorm last = forecast.last();
        boolean enough = forecast.steps() >= RELAXATIONS * relaxationSteps;
        String length = String.format(Locale.ROOT,
                "The run of %s steps is %s. %s the weights are %s times as long as at equilibrium with the full "
                        + "learning rate, and their gradients %s times as large.",
                Words.whole(forecast.steps()),
                enough ? "long enough to get to equilibrium"
                        : "too short to get to equilibrium, so the length at the start decides the angles too",
                enough ? "Before its last step" : "If they start at equilibrium, then before the last step",
                Words.number(Math.sqrt(last.squaredNorm())), Words.number(last.gradient()));
        double ratio = last.gradient() / forecast.lastFollowing().gradient();
        return new Statement("What does this run do?", ratio < CHANGE && ratio > 1 / CHANGE ? length : length + String.format(
                Locale.ROOT,
                " With a weight decay that is multiplied by the same factor as the learning rate they would be %s times as large (Defazio 2025).",
                Words.number(forecast.lastFollowing().gradient())), "T16");
    }
}
