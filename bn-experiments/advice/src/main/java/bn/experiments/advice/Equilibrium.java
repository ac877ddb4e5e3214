package bn.experiments.advice;

import bn.experiments.network.OptimizerOptions;
import bn.theory.dynamics.ScaleInvariantAdam;
import bn.theory.dynamics.ScaleInvariantAdamW;
import bn.theory.dynamics.ScaleInvariantOptimizer;
import bn.theory.dynamics.ScaleInvariantSgd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The equilibrium of weights before batch norm under an optimizer with weight decay (T10, T16): what weight decay does there.
 *
 * @param settings of the optimizer, by the names of its options
 * @param angle root mean square angle of a step, in radians
 * @param turnoverSteps in which decay alone shrinks |w|^2 by a factor e
 * @param relaxationSteps in which a small distance of |w| from equilibrium shrinks by a factor e
 * @param squaredNorm |w|^2; NaN if the size of the gradients and the number of weights are not known
 * @param schedule what a schedule of the learning rate does to it; null for none
 * @param statements what the numbers mean
 */
public record Equilibrium(Map<String, Object> settings, double angle, double turnoverSteps, double relaxationSteps,
        double squaredNorm, ScheduleForecast schedule, List<Statement> statements) {

    /**
     * The equilibrium of an optimizer.
     *
     * @param gradient of a unit's weights, if known
     * @throws bn.api.InvalidRequestException if there is none, or it needs the gradients
     */
    public static Equilibrium of(OptimizerOptions options, double decay, Optional<GradientSize> gradient) {
        ScaleInvariantOptimizer optimizer = Equilibria.of(options, decay, gradient);
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("optimizer", optimizer instanceof ScaleInvariantSgd ? "sgd" : options.settings().get("optimizer"));
        settings.put("lr", options.learningRate());
        settings.put("weight-decay", decay);
        if (optimizer instanceof ScaleInvariantSgd sgd) {
            settings.put("momentum", sgd.momentum());
            settings.put("nesterov", sgd.nesterov());
        } else {
            settings.put("beta1", options.settings().get("beta1"));
        }
        return new Equilibrium(settings, optimizer.angularUpdate(), optimizer.turnoverSteps(), optimizer.relaxationSteps(),
                gradient.map(size -> squaredNorm(optimizer, size)).orElse(Double.NaN), null,
                List.of(EquilibriumText.decay(optimizer), EquilibriumText.time(optimizer)));
    }

    /** The same with a schedule. */
    public Equilibrium with(ScheduleForecast forecast) {
        List<Statement> all = new ArrayList<>(statements);
        all.add(EquilibriumText.run(forecast, relaxationSteps));
        return new Equilibrium(settings, angle, turnoverSteps, relaxationSteps, squaredNorm, forecast, all);
    }

    private static double squaredNorm(ScaleInvariantOptimizer optimizer, GradientSize size) {
        if (optimizer instanceof ScaleInvariantSgd sgd) {
            return sgd.equilibriumSquaredNorm(size.unitGradient());
        }
        return optimizer instanceof ScaleInvariantAdamW decoupled ? decoupled.equilibriumSquaredNorm(size.weights())
                : ((ScaleInvariantAdam) optimizer).equilibriumSquaredNorm();
    }
}
