package bn.experiments.study.choice;

import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.List;

/**
 * A way to come by the rates, as it was taken down.
 *
 * @param label what it is called
 * @param level its level among the methods
 * @param chosen on what its knob was chosen
 */
record Method(String label, String level, String chosen) {
    static final Method LEAST_SQUARES = byTraining("least squares");
    static final Method CROSS_VALIDATION = byTraining("GCV");
    static final Method EVIDENCE = byTraining("evidence");
    static final Method JAMES_STEIN = byTraining("James-Stein");

    /** A family whose knob was chosen on validation examples of the same condition. */
    static Method chosen(Family family) {
        return new Method(family.label() + ", chosen", family.level(), ChoiceTrial.VALIDATION);
    }

    /** A family whose knob was chosen at the reference condition. */
    static Method kept(Family family) {
        return new Method(family.label() + ", kept", family.level(), ChoiceTrial.REFERENCE);
    }

    /** A family whose knob was chosen on the test examples: a bound. */
    static Method oracle(Family family) {
        return new Method(family.label() + ", oracle", family.level(), ChoiceTrial.TEST);
    }

    /** All of them. */
    static List<Method> all() {
        return List.of(chosen(Family.TUNED), kept(Family.TUNED), oracle(Family.TUNED),
                chosen(Family.WEIGHTED), kept(Family.WEIGHTED), oracle(Family.WEIGHTED),
                chosen(Family.RIDGE), kept(Family.RIDGE), oracle(Family.RIDGE),
                CROSS_VALIDATION, EVIDENCE, JAMES_STEIN, LEAST_SQUARES);
    }

    private static Method byTraining(String level) {
        return new Method(level, level, ChoiceTrial.TRAINING);
    }

    /** Its results among others. */
    Results of(Results results) {
        return results.where(ChoiceTrial.METHOD, level).where(ChoiceTrial.CHOSEN, chosen);
    }

    /** By how many per cent its test loss is above another's at a condition. */
    Sample lossAbove(Method other, Results condition) {
        return of(condition).each("loss").over(other.of(condition).each("loss")).map(ratio -> 100 * (ratio - 1));
    }
}
