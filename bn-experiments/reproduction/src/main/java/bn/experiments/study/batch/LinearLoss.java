package bn.experiments.study.batch;

import bn.theory.batch.LogisticLoss;
import bn.theory.batch.SoftmaxLoss;
import bn.theory.batch.SquaredLoss;
import java.util.Locale;

/** The losses of linear outputs, one for each class, with the scale and the shifts at which they are looked at. */
enum LinearLoss {
    /** Squared error against 1 for the right class and 0 for the others. */
    SQUARED(0.1) {
        @Override
        double shift(double fraction) {
            return fraction;
        }

        @Override
        OutputLoss loss(int[] labels, int classes) {
            double[] targets = new double[labels.length * classes];
            for (int i = 0; i < labels.length; i++) {
                targets[i * classes + labels[i]] = 1;
            }
            return OutputLoss.of((example, h) -> {
                double sum = 0;
                for (int k = 0; k < classes; k++) {
                    double error = h[k] - targets[example * classes + k];
                    sum += 0.5 * error * error;
                }
                return sum;
            }, new SquaredLoss(targets));
        }
    },
    /** Logistic loss of each class against all others. */
    LOGISTIC(1) {
        @Override
        double shift(double fraction) {
            return Math.log(fraction / (1 - fraction));
        }

        @Override
        OutputLoss loss(int[] labels, int classes) {
            boolean[] positive = new boolean[labels.length * classes];
            for (int i = 0; i < labels.length; i++) {
                positive[i * classes + labels[i]] = true;
            }
            return OutputLoss.of((example, h) -> {
                double sum = 0;
                for (int k = 0; k < classes; k++) {
                    double margin = positive[example * classes + k] ? h[k] : -h[k];
                    sum += Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin);
                }
                return sum;
            }, new LogisticLoss(positive));
        }
    },
    /** Cross-entropy. */
    SOFTMAX(1) {
        @Override
        double shift(double fraction) {
            return Math.log(fraction);
        }

        @Override
        OutputLoss loss(int[] labels, int classes) {
            return OutputLoss.of((example, h) -> crossEntropy(h, labels[example]), new SoftmaxLoss(labels));
        }
    };

    private final double gamma;

    LinearLoss(double gamma) {
        this.gamma = gamma;
    }

    /** The shift that is best for outputs without information, by the fraction of the class, which is above 0 and below 1. */
    abstract double shift(double fraction);

    /** The loss of examples with these labels. */
    abstract OutputLoss loss(int[] labels, int classes);

    /** The scale of all outputs. */
    double gamma() {
        return gamma;
    }

    /** Its name among the levels of a factor. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** log(sum_k exp(h_k)) - h_label. */
    static double crossEntropy(double[] h, int label) {
        double largest = h[0];
        for (double value : h) {
            largest = Math.max(largest, value);
        }
        double sum = 0;
        for (double value : h) {
            sum += Math.exp(value - largest);
        }
        return largest + Math.log(sum) - h[label];
    }
}
