package bn.experiments.advice;

import bn.experiments.train.LearningRateSchedule;
import bn.theory.dynamics.LengthBalance;
import bn.theory.dynamics.ScheduledNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * What a schedule of the learning rate does to the length of weights, the angle of their steps and their gradients (T16). Some states of
 * the run, the first and the last step among them.
 *
 * @param schedule in words
 * @param steps of the run
 * @param constantDecay with the weight decay as it is
 * @param decayFollows with the weight decay multiplied by the factor of the learning rate, as AdamC does (Defazio 2025)
 */
public record ScheduleForecast(String schedule, int steps, List<ScheduledNorm> constantDecay, List<ScheduledNorm> decayFollows) {
    /** States that are kept; a step schedule of some changes is still seen. */
    private static final int KEPT = 200;

    /**
     * Follows a schedule.
     *
     * @param epochs in which the schedule counts its warm-up and its changes
     * @param stepsPerEpoch steps of each
     * @param start |w|^2 before the first step relative to equilibrium, positive
     */
    public static ScheduleForecast of(LengthBalance balance, LearningRateSchedule schedule, int epochs, int stepsPerEpoch,
            double start) {
        schedule.check(epochs);
        IntToDoubleFunction factor = step -> schedule.factor(step, stepsPerEpoch, epochs);
        int steps = Math.multiplyExact(epochs, stepsPerEpoch);
        return new ScheduleForecast(epochs == 1 ? schedule.kind().text() : schedule.text(epochs), steps,
                kept(balance, start, steps, factor, false),
                kept(balance, start, steps, factor, true));
    }

    private static List<ScheduledNorm> kept(LengthBalance balance, double start, int steps, IntToDoubleFunction factor,
            boolean decayFollows) {
        List<ScheduledNorm> kept = new ArrayList<>();
        int every = Math.max(1, steps / KEPT);
        ScheduledNorm.follow(balance, start, steps, factor, decayFollows, state -> {
            if (state.step() % every == 0 || state.step() == steps - 1) {
                kept.add(state);
            }
        });
        return kept;
    }

    /** The state before the last step, with the decay as it is. */
    ScheduledNorm last() {
        return constantDecay.get(constantDecay.size() - 1);
    }

    /** The same where the decay follows the learning rate. */
    ScheduledNorm lastFollowing() {
        return decayFollows.get(decayFollows.size() - 1);
    }
}
