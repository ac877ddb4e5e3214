package bn.experiments.study.choice;

/**
 * A prediction of all classes: targetMean[k] + weights[k] . (x - inputMean).
 *
 * @param inputMean means of the d training inputs
 * @param targetMean means of the K training targets, one-hot
 * @param weights K x d
 */
record LinearPredictor(double[] inputMean, double[] targetMean, double[][] weights) {

    /** The predictions of all classes, for d inputs. */
    double[] predict(double[] inputs) {
        double[] outputs = targetMean.clone();
        for (int k = 0; k < weights.length; k++) {
            double sum = 0;
            for (int i = 0; i < inputMean.length; i++) {
                sum += weights[k][i] * (inputs[i] - inputMean[i]);
            }
            outputs[k] += sum;
        }
        return outputs;
    }
}
