package bn.theory.dynamics;

import java.util.function.IntToDoubleFunction;

/**
 * T16 of docs/theory.md: weights before a step of a schedule of the learning rate, if the gradient at length 1 keeps its mean square.
 * All numbers but the step are relative to equilibrium at the factor 1.
 *
 * @param step number of steps before it
 * @param rateFactor what its learning rate is multiplied by
 * @param squaredNorm |w|^2
 * @param equilibriumSquaredNorm |w|^2 at the equilibrium that belongs to the learning rate and the decay of the step
 * @param angle root mean square angle of the step
 * @param gradient root mean square |dL/dw|, which is 1 / |w|
 */
public record ScheduledNorm(int step, double rateFactor, double squaredNorm, double equilibriumSquaredNorm, double angle,
        double gradient) {

    /** What is done with each step. */
    @FunctionalInterface
    public interface Sink {
        /** One step, in their order. */
        void accept(ScheduledNorm state);
    }

    /**
     * Follows the steps of a schedule.
     *
     * @param start |w|^2 before the first step, positive
     * @param steps how many, at least 1
     * @param rateFactor what the learning rate of a step is multiplied by, at least 0
     * @param decayFollows whether the weight decay is multiplied by the same factor, as AdamC does (Defazio 2025); else it stays
     */
    public static void follow(LengthBalance balance, double start, int steps, IntToDoubleFunction rateFactor,
            boolean decayFollows, Sink sink) {
        double squaredNorm = start;
        for (int step = 0; step < steps; step++) {
            double factor = rateFactor.applyAsDouble(step);
            double decay = decayFollows ? factor : 1;
            sink.accept(new ScheduledNorm(step, factor, squaredNorm, decayFollows ? 1 : balance.equilibrium(factor, 1),
                    balance.angle(squaredNorm, factor), 1 / Math.sqrt(squaredNorm)));
            squaredNorm = balance.next(squaredNorm, factor, decay);
        }
    }
}
