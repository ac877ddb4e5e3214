package bn.experiments.study.choice;

import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import java.util.List;

/**
 * A rule for choosing the rates, as recorded in the results.
 *
 * @param label what it is called
 * @param level of the factor {@link ChoiceTrial#METHOD}
 * @param chosen the examples that its hyperparameter was chosen on
 */
record SelectionRule(String label, String level, String chosen) {
    static final SelectionRule LEAST_SQUARES = byTraining("least squares");
    static final SelectionRule CROSS_VALIDATION = byTraining("GCV");
    static final SelectionRule EVIDENCE = byTraining("evidence");
    static final SelectionRule JAMES_STEIN = byTraining("James-Stein");

    /** A family whose hyperparameter was chosen on validation examples of the same condition. */
    static SelectionRule chosen(PenaltyFamily family) {
        return new SelectionRule(family.label() + ", chosen", family.level(), ChoiceTrial.VALIDATION);
    }

    /** A family whose hyperparameter was chosen at the reference condition. */
    static SelectionRule kept(PenaltyFamily family) {
        return new SelectionRule(family.label() + ", kept", family.level(), ChoiceTrial.REFERENCE);
    }

    /** A family whose hyperparameter was chosen on the test examples: a bound. */
    static SelectionRule oracle(PenaltyFamily family) {
        return new SelectionRule(family.label() + ", oracle", family.level(), ChoiceTrial.TEST);
    }

    /** All of them. */
    static List<SelectionRule> all() {
        return List.of(chosen(PenaltyFamily.TUNED), kept(PenaltyFamily.TUNED), oracle(PenaltyFamily.TUNED),
                chosen(PenaltyFamily.WEIGHTED), kept(PenaltyFamily.WEIGHTED), oracle(PenaltyFamily.WEIGHTED),
                chosen(PenaltyFamily.RIDGE), kept(PenaltyFamily.RIDGE), oracle(PenaltyFamily.RIDGE),
                CROSS_VALIDATION, EVIDENCE, JAMES_STEIN, LEAST_SQUARES);
    }

    private static SelectionRule byTraining(String level) {
        return new SelectionRule(level, level, ChoiceTrial.TRAINING);
    }

    /** Its results among others. */
    Results of(Results results) {
        return results.where(ChoiceTrial.METHOD, level).where(ChoiceTrial.CHOSEN, chosen);
    }

    /** By how many per cent its test loss is above another's at a condition. */
    Sample lossAbove(SelectionRule other, Results condition) {
        return of(condition).each("loss").over(other.of(condition).each("loss")).map(ratio -> 100 * (ratio - 1));
    }
}
