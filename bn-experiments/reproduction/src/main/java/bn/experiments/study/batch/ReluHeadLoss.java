package bn.experiments.study.batch;

import bn.theory.batch.SoftmaxLoss;

/**
 * The cross-entropy of a network as a function of the outputs h of its last batch norm, which ReLU and a linear layer follow.
 * The slope of ReLU jumps at 0; the derivatives are those on the example's own side of the jump.
 */
final class ReluHeadLoss implements OutputLoss {
    private final double[] weights;
    private final double[] bias;
    private final int[] labels;
    private final SoftmaxLoss softmax;

    /**
     * A loss.
     *
     * @param weights of the linear layer, classes x K, row-major
     * @param bias of the linear layer, length classes
     * @param labels class of each example
     */
    ReluHeadLoss(double[] weights, double[] bias, int[] labels) {
        this.weights = weights;
        this.bias = bias;
        this.labels = labels;
        softmax = new SoftmaxLoss(labels);
    }

    private double[] logits(double[] h) {
        double[] logits = bias.clone();
        for (int c = 0; c < logits.length; c++) {
            for (int k = 0; k < h.length; k++) {
                if (h[k] > 0) {
                    logits[c] += weights[c * h.length + k] * h[k];
                }
            }
        }
        return logits;
    }

    @Override
    public double value(int example, double[] outputs) {
        return LinearLoss.crossEntropy(logits(outputs), labels[example]);
    }

    @Override
    public void derivatives(int example, double[] outputs, double[] gradient, double[] hessian) {
        int k = outputs.length;
        int classes = bias.length;
        double[] outer = new double[classes];
        double[] curvature = new double[classes * classes];
        softmax.derivatives(example, logits(outputs), outer, curvature);
        for (int i = 0; i < k; i++) {
            double above = 0;
            double[] row = new double[classes];
            for (int c = 0; c < classes; c++) {
                above += weights[c * k + i] * outer[c];
                for (int e = 0; e < classes; e++) {
                    row[e] += weights[c * k + i] * curvature[c * classes + e];
                }
            }
            gradient[i] = outputs[i] > 0 ? above : 0;
            for (int j = 0; j < k; j++) {
                double sum = 0;
                for (int e = 0; e < classes && outputs[i] > 0 && outputs[j] > 0; e++) {
                    sum += row[e] * weights[e * k + j];
                }
                hessian[i * k + j] = sum;
            }
        }
    }
}
