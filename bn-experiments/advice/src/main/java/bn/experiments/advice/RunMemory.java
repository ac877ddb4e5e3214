package bn.experiments.advice;

import bn.experiments.run.RunSettings;
import bn.theory.dynamics.LengthBalance;

/**
 * How far back the lengths at the end of a run remember (T10, T16): the steps in which a distance from equilibrium shrinks by a factor e
 * are more, the lower the learning rate.
 *
 * @param factor of the learning rate of the last step
 * @param steps at about this learning rate, at the end of the run
 * @param relaxationSteps at this learning rate
 * @param relaxations by how many factors of e a distance at the start of the run shrank until its end
 */
record RunMemory(double factor, long steps, double relaxationSteps, double relaxations) {
    /** Learning rates whose ratio is less are about the same. */
    private static final double SAME = 1.1;

    /** The memory of a run whose length is known. */
    static RunMemory of(RunSettings run, LengthBalance balance) {
        double last = factor(run, run.steps() - 1);
        long steps = 0;
        boolean same = true;
        double sum = 0;
        for (long step = run.steps() - 1; step >= 0; step--) {
            double factor = factor(run, step);
            sum += factor;
            same &= factor < last * SAME && last < factor * SAME;
            steps += same ? 1 : 0;
        }
        return new RunMemory(last, steps, balance.relaxationSteps() / last, sum / balance.relaxationSteps());
    }

    private static double factor(RunSettings run, long step) {
        return run.schedule().factor(step, run.stepsPerEpoch(), run.epochs());
    }

    /** Whether the last learning rate was there for so long that earlier ones are forgotten. */
    boolean isSettled() {
        return steps >= EquilibriumText.RELAXATIONS * relaxationSteps;
    }

    /** Whether the lengths at the start are forgotten. */
    boolean isStartForgotten() {
        return relaxations >= EquilibriumText.RELAXATIONS;
    }

    /** Why lengths at the end are not those of equilibrium. */
    String unsettled() {
        return "lengths take about " + Words.whole(EquilibriumText.RELAXATIONS * relaxationSteps)
                + " steps to follow the last learning rate, and only " + Words.count(steps, "step")
                + (steps == 1 ? " was" : " were")
                + " run at it. So they depend on the gradients of earlier steps, which are not known";
    }
}
