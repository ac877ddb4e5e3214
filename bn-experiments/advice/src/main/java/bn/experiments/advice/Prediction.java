package bn.experiments.advice;

/**
 * What a theorem predicts for a trained network, and what was measured. NaN stands for what is not known, or has no standard error.
 *
 * @param theorem that predicts it, such as {@code T5}
 * @param quantity in words
 * @param where the layers that it is about
 * @param predicted its value
 * @param predictedError standard error of the prediction, if gradients of batches are in it
 * @param measured its value
 * @param measuredError standard error of the measurement
 * @param batches number of batches that either is a mean over
 * @param agreement whether both agree
 * @param note what is assumed and what was asked, or why it is not applicable
 */
public record Prediction(String theorem, String quantity, String where, double predicted, double predictedError,
        double measured, double measuredError, int batches, Agreement agreement, String note) {

    /** One that says nothing here. */
    static Prediction notApplicable(String theorem, String quantity, String where, String because) {
        return new Prediction(theorem, quantity, where, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0,
                Agreement.NOT_APPLICABLE, "Not applicable, because " + because + ".");
    }

    /** The prediction in words; empty if there is none. */
    public String predictedText() {
        return text(predicted, predictedError);
    }

    /** The measurement in words; empty if there is none. */
    public String measuredText() {
        return text(measured, measuredError);
    }

    private static String text(double value, double error) {
        return Double.isNaN(value) ? "" : Words.number(value) + (Double.isNaN(error) ? "" : " ± " + Words.number(error));
    }
}
