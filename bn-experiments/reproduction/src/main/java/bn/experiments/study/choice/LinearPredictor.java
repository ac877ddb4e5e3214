package bn.experiments.study.choice;

/**
 * A prediction of all classes: targetMean[k] + weights[k] . (x - inputMean).
 *
 * @param inputMean means of the d training inputs
 * @param targetMean means of the K training targets, one-hot
 * @param weights K x d
 */
record LinearPredictor(double[] inputMean, double[] targetMean, double[][] weights) {

    /** The class with the largest prediction, the first of equals, for the inputs at an offset of an array. */
    int predict(double[] inputs, int offset) {
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < weights.length; k++) {
            double sum = targetMean[k];
            for (int i = 0; i < inputMean.length; i++) {
                sum += weights[k][i] * (inputs[offset + i] - inputMean[i]);
            }
            if (sum > highest) {
                highest = sum;
                best = k;
            }
        }
        return best;
    }
}
