package bn.experiments.advice;

import bn.theory.dynamics.ScaleInvariantAdam;
import bn.theory.dynamics.ScaleInvariantOptimizer;
import bn.theory.dynamics.ScheduledNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the numbers of an equilibrium mean. */
final class EquilibriumText {
    /** A gradient, or a length, that is changed by less is as good as unchanged. */
    private static final double CHANGE = 1.1;
    /** A run is long enough for a distance to be forgotten, up to e^-3, if it has as many relaxations. */
    private static final double RELAXATIONS = 3;

    private EquilibriumText() {}

    static List<String> sentences(ScaleInvariantOptimizer optimizer) {
        String where = optimizer instanceof ScaleInvariantAdam
                ? "of a unit with these gradients; units with smaller gradients turn faster"
                : "in every layer, whatever the size of the gradients";
        return List.of(
                String.format(Locale.ROOT,
                        "At equilibrium each step turns the weights before a batch norm by %s degrees (root mean square), "
                                + "%s (T16).",
                        number(Math.toDegrees(optimizer.angularUpdate())), where),
                String.format(Locale.ROOT,
                        "They get there in about %s steps, three times the %s in which a distance from equilibrium shrinks by a "
                                + "factor e.",
                        steps(RELAXATIONS * optimizer.relaxationSteps()), steps(optimizer.relaxationSteps())),
                "So weight decay on these weights is a learning rate of their directions. It is no regularization rate: the outputs of batch "
                        + "norm do not depend on the length of the weights before it.");
    }

    static List<String> with(List<String> sentences, ScheduleForecast forecast, double relaxationSteps) {
        List<String> all = new ArrayList<>(sentences);
        all.add(String.format(Locale.ROOT, "The run of %s steps is %s times that relaxation: %s.", steps(forecast.steps()),
                number(forecast.steps() / relaxationSteps), forecast.steps() >= RELAXATIONS * relaxationSteps
                        ? "long enough to get to equilibrium at the full learning rate"
                        : "too short to get to equilibrium, so the length at the start decides the angle too"));
        ScheduledNorm last = forecast.last();
        all.add(String.format(Locale.ROOT,
                "At the last step of the schedule the weights are %s times as long as at equilibrium with the full "
                        + "learning rate, so their gradients are %s times as large.",
                number(Math.sqrt(last.squaredNorm())),
                number(last.gradient())));
        if (changed(last.gradient() / forecast.lastFollowing().gradient())) {
            all.add(String.format(Locale.ROOT,
                    "With a weight decay that follows the learning rate the gradients would be %s times as large "
                            + "(Defazio 2025).",
                    number(forecast.lastFollowing().gradient())));
        }
        return List.copyOf(all);
    }

    private static boolean changed(double factor) {
        return factor > CHANGE || factor < 1 / CHANGE;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }

    private static String steps(double steps) {
        return String.format(Locale.ROOT, "%,.0f", steps);
    }
}
