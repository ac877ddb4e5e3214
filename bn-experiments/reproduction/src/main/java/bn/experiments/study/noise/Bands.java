package bn.experiments.study.noise;

import bn.theory.linear.DirectionalShrinkage;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of the clean least-squares fit weights keep, by bands of directions with about the same fraction of signal. What is kept is
 * sum a_j b_j s_j / sum b_j^2 s_j over directions and classes, with a_j the weights, b_j = c_j / s_j the clean fit and s_j the
 * variance of the signal: the regression of one on the other. T6 predicts the Wiener factor s_j / (s_j + n_j) times 1 / (1 +
 * lambda).
 */
final class Bands {
    static final double[] EDGES = {0, 0.1, 0.3, 0.5, 0.7, 0.9, 1};

    private Bands() {}

    /**
     * A band.
     *
     * @param name its range of the fraction of signal
     * @param predicted what T6 says is kept
     * @param measured what the weights keep
     * @param deviation bound on the standard deviation of measured, for weights fitted to N noised examples
     */
    record Band(String name, double predicted, double measured, double deviation) {}

    /**
     * Groups the directions into bands; empty bands are left out.
     *
     * @param weights v of each class that has an optimum, null for the others
     * @param examples number N of noised examples that they were fitted to
     */
    static List<Band> of(Prediction prediction, double[][] weights, double examples) {
        int bands = EDGES.length - 1;
        double[] norm = new double[bands];
        double[] predicted = new double[bands];
        double[] measured = new double[bands];
        double[] deviation = new double[bands];
        for (int k = 0; k < weights.length; k++) {
            if (prediction.rates().get(k).isEmpty()) {
                continue;
            }
            List<DirectionalShrinkage> directions = prediction.directions(k);
            double[] a = prediction.coefficients(weights[k]);
            double[] variance = new double[bands];
            for (int j = 0; j < prediction.cleanRank(); j++) {
                DirectionalShrinkage direction = directions.get(j);
                int band = band(direction.signal() / (direction.signal() + direction.noise()));
                double clean = direction.covariance() / direction.signal();
                double weight = clean * direction.signal();
                norm[band] += weight * clean;
                predicted[band] += weight * direction.shrinkage() * clean;
                measured[band] += weight * a[j];
                variance[band] += weight * weight * prediction.coefficientVariance(k, direction, examples);
            }
            // Errors of classes are not independent, so their deviations add up at worst.
            for (int band = 0; band < bands; band++) {
                deviation[band] += Math.sqrt(variance[band]);
            }
        }
        List<Band> result = new ArrayList<>();
        for (int band = 0; band < bands; band++) {
            if (norm[band] > 0) {
                result.add(new Band(EDGES[band] + " to " + EDGES[band + 1], predicted[band] / norm[band],
                        measured[band] / norm[band], deviation[band] / norm[band]));
            }
        }
        return result;
    }

    private static int band(double fraction) {
        int band = EDGES.length - 2;
        while (band > 0 && fraction <= EDGES[band]) {
            band--;
        }
        return band;
    }
}
