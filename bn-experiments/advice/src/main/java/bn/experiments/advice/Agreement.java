package bn.experiments.advice;

/**
 * Whether a measurement agrees with a prediction. All numbers count with {@link AdvisedLayer#STANDARD_ERRORS} standard errors on either
 * side. Each answer is possible, so that a prediction can fail, and readings that cannot tell say so.
 */
public enum Agreement {
    /** The whole range of the measurement is within what is allowed. */
    AGREES("agrees"),
    /** None of it is. */
    DIFFERS("differs"),
    /** Part of it is, so that these readings do not decide. */
    NOT_DECIDED("not decided"),
    /** What the prediction assumes does not hold, or is not known. */
    NOT_APPLICABLE("not applicable");

    private final String text;

    Agreement(String text) {
        this.text = text;
    }

    /** In words. */
    public String text() {
        return text;
    }

    /**
     * Whether a number is the predicted one.
     *
     * @param error standard error of the difference between the two; NaN if it is not known
     * @param allowed size of a difference that does not matter, at least 0
     */
    static Agreement within(double predicted, double measured, double error, double allowed) {
        double apart = Math.abs(measured - predicted);
        double range = AdvisedLayer.STANDARD_ERRORS * error;
        return apart + range <= allowed ? AGREES : apart - range > allowed ? DIFFERS : NOT_DECIDED;
    }

    /**
     * Whether a number that is known exactly is on the predicted side of 0.
     *
     * @param error standard error of the prediction
     */
    static Agreement side(double predicted, double error, double measured) {
        return !(Math.abs(predicted) > AdvisedLayer.STANDARD_ERRORS * error) ? NOT_DECIDED
                : predicted * measured > 0 ? AGREES : DIFFERS;
    }
}
