package bn.experiments.study.data;

import bn.experiments.data.Examples;
import java.util.SplittableRandom;

/**
 * Labels replaced by random ones, and what that does to the variance that a linear fit explains, given the inputs and the
 * original labels. Each label is drawn anew with probability p, each of K classes as likely. Whether example i is then of class k
 * is an independent draw of mean (1 - p) t_ik + p/K and variance v_i, which takes two values, by t_ik. With the hat matrix H of
 * the centred inputs, h its diagonal and f = Ht the original fit, the explained variance q' = y.Hy / n of the new labels y has
 *
 * <p>E q' = (1 - p)^2 f.f / n + sum_i v_i h_i / n
 *
 * <p>and the variance of a linear and a quadratic form in independent variables e of variance v, third moment c and fourth moment
 * u: n^2 Var q' = 4 (1 - p)^2 sum v f^2 + 4 (1 - p) sum c f h + sum (u - v^2) h^2 + 2 sum_(i != j) v_i v_j H_ij^2, in the last of
 * which v is replaced by its mean with the weights h; it is exact where all v_i are the same, as for p = 1.
 */
final class LabelNoise {
    private final ClosedForm clean;
    private final int examples;
    /** Of each class, sums over the examples that are of it (1) and that are not (0). */
    private final double[][] h;
    private final double[][] hSquared;
    private final double[][] fSquared;
    private final double[][] fh;

    /**
     * Reads the examples once.
     *
     * @param clean the closed form on them, with their own labels
     */
    LabelNoise(Examples examples, ClosedForm clean) {
        this.clean = clean;
        this.examples = examples.count();
        int classes = clean.classes();
        h = new double[classes][2];
        hSquared = new double[classes][2];
        fSquared = new double[classes][2];
        fh = new double[classes][2];
        int rank = clean.inputs().rank();
        double[][] c = new double[classes][];
        for (int k = 0; k < classes; k++) {
            c[k] = clean.inputs().whiten(clean.covariances(k));
        }
        double[] row = new double[clean.features()];
        for (int i = 0; i < this.examples; i++) {
            examples.copyFeatures(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                row[j] -= clean.joint().mean()[j];
            }
            double[] along = clean.inputs().whiten(row);
            double leverage = 0;
            for (int j = 0; j < rank; j++) {
                leverage += along[j] * along[j] / this.examples;
            }
            for (int k = 0; k < classes; k++) {
                double fit = 0;
                for (int j = 0; j < rank; j++) {
                    fit += along[j] * c[k][j];
                }
                int of = examples.label(i) == k ? 1 : 0;
                h[k][of] += leverage;
                hSquared[k][of] += leverage * leverage;
                fSquared[k][of] += fit * fit;
                fh[k][of] += fit * leverage;
            }
        }
    }

    /** Draws the labels; larger fractions contain smaller ones. */
    static Examples draw(Examples examples, double fraction, long seed) {
        // Not the numbers that draw the sample from the same seed.
        SplittableRandom random = new SplittableRandom(~seed);
        int[] labels = new int[examples.count()];
        for (int i = 0; i < labels.length; i++) {
            double chance = random.nextDouble();
            int drawn = random.nextInt(examples.targets());
            labels[i] = chance < fraction ? drawn : examples.label(i);
        }
        return examples.relabel(labels);
    }

    /** The probability that an example is of class k afterwards, if it was (1) or was not (0). */
    private double probability(int of, double p) {
        return (1 - p) * of + p / clean.classes();
    }

    /** E q' of a class. */
    double explained(int k, double p) {
        double sum = (1 - p) * (1 - p) * (fSquared[k][0] + fSquared[k][1]);
        for (int of = 0; of < 2; of++) {
            double one = probability(of, p);
            sum += one * (1 - one) * h[k][of];
        }
        return sum / examples;
    }

    /** The standard deviation of q' of a class. */
    double deviation(int k, double p) {
        double sum = 0;
        double weighted = 0;
        double squares = hSquared[k][0] + hSquared[k][1];
        double rank = h[k][0] + h[k][1];
        for (int of = 0; of < 2; of++) {
            double one = probability(of, p);
            double v = one * (1 - one);
            double third = v * (1 - 2 * one);
            double fourth = v * (1 - 3 * v);
            sum += 4 * (1 - p) * (1 - p) * v * fSquared[k][of] + 4 * (1 - p) * third * fh[k][of]
                    + (fourth - v * v) * hSquared[k][of];
            weighted += v * h[k][of] / rank;
        }
        sum += 2 * weighted * weighted * (rank - squares);
        return Math.sqrt(Math.max(0, sum)) / examples;
    }
}
