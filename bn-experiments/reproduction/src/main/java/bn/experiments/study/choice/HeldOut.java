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

    /** The scores of each predictor, example by example; the first of equal predictions counts. */
    List<ExampleScores> scores(List<LinearPredictor> predictors) {
        List<ExampleScores> scores = predictors.stream()
                .map(each -> new ExampleScores(new double[examples.count()], new double[examples.count()])).toList();
        double[] inputs = new double[examples.features()];
        for (int i = 0; i < examples.count(); i++) {
            examples.copyFeatures(i, inputs, 0);
            for (int p = 0; p < predictors.size(); p++) {
                score(predictors.get(p).predict(inputs), examples.label(i), i, scores.get(p));
            }
        }
        return scores;
    }

    private static void score(double[] outputs, int label, int example, ExampleScores scores) {
        int best = 0;
        double loss = 0;
        for (int k = 0; k < outputs.length; k++) {
            double error = outputs[k] - (k == label ? 1 : 0);
            loss += 0.5 * error * error;
            best = outputs[k] > outputs[best] ? k : best;
        }
        scores.losses()[example] = loss;
        scores.hits()[example] = best == label ? 1 : 0;
    }
}
