package bn.experiments.study.choice;

import bn.api.Moments;
import bn.experiments.data.Examples;
import java.util.List;

/**
 * Examples that no regression was fitted to. The squared loss on them is a quadratic form of the weights, known from the moments.
 *
 * @param examples the examples
 * @param joint moments of their features, then their one-hot classes
 */
record HeldOut(Examples examples, Moments joint) {

    /** Mean over the examples of half the squared error, summed over the classes. */
    double loss(LinearPredictor predictor) {
        Terms terms = terms(predictor);
        return 0.5 * (terms.constant - 2 * terms.linear + terms.square);
    }

    /** The number that all weights are to be multiplied by for the least loss; 1 if that makes no difference. */
    double bestScale(LinearPredictor predictor) {
        Terms terms = terms(predictor);
        return terms.square == 0 ? 1 : terms.linear / terms.square;
    }

    /** The mean squared error with t times the weights is constant - 2 t linear + t^2 square. */
    private record Terms(double constant, double linear, double square) {}

    private Terms terms(LinearPredictor predictor) {
        int d = predictor.inputMean().length;
        double[] scatter = joint.scatterMatrix();
        double constant = 0;
        double linear = 0;
        double square = 0;
        for (int k = 0; k < predictor.weights().length; k++) {
            double[] w = predictor.weights()[k];
            double targetShift = joint.mean()[d + k] - predictor.targetMean()[k];
            double shift = 0;
            double covariance = 0;
            double variance = 0;
            for (int i = 0; i < d; i++) {
                shift += w[i] * (joint.mean()[i] - predictor.inputMean()[i]);
                covariance += w[i] * joint.covariance(i, d + k);
                double row = 0;
                for (int j = 0; j < d; j++) {
                    row += w[j] * scatter[i * joint.dimension() + j];
                }
                variance += w[i] * row / joint.count();
            }
            constant += joint.covariance(d + k, d + k) + targetShift * targetShift;
            linear += covariance + shift * targetShift;
            square += variance + shift * shift;
        }
        return new Terms(constant, linear, square);
    }

    /** The accuracy of each predictor. */
    double[] accuracies(List<LinearPredictor> predictors) {
        double[] inputs = new double[examples.features()];
        int[] right = new int[predictors.size()];
        for (int i = 0; i < examples.count(); i++) {
            examples.copyFeatures(i, inputs, 0);
            for (int p = 0; p < right.length; p++) {
                right[p] += predictors.get(p).predict(inputs, 0) == examples.label(i) ? 1 : 0;
            }
        }
        double[] accuracies = new double[right.length];
        for (int p = 0; p < right.length; p++) {
            accuracies[p] = (double) right[p] / examples.count();
        }
        return accuracies;
    }
}
