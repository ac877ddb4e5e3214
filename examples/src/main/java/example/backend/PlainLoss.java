package example.backend;

import bn.api.Tensor;
import bn.api.kernel.Loss;
import bn.api.kernel.LossKernel;

/** The losses, example by example. */
final class PlainLoss implements LossKernel {

    @Override
    public void compute(Loss loss, Tensor z, Tensor targets, Tensor dz, Tensor metrics) {
        PlainTensor outputs = (PlainTensor) z;
        PlainTensor wanted = (PlainTensor) targets;
        int n = z.shape().size(0);
        int k = z.shape().size(1);
        double sum = 0;
        int correct = 0;
        for (int row = 0; row < n * k; row += k) {
            // Before the gradient, which may take the place of the outputs.
            int largest = largest(outputs, row, k);
            correct += largest >= 0 && largest == largest(wanted, row, k) ? 1 : 0;
            sum += loss == Loss.SQUARED ? squared(outputs, wanted, row, k, n, (PlainTensor) dz)
                    : crossEntropy(outputs, wanted, row, k, n, (PlainTensor) dz);
        }
        ((PlainTensor) metrics).set(0, sum / n);
        ((PlainTensor) metrics).set(1, correct);
    }

    /** The loss of an example; its gradient, divided by n, goes to dz unless that is null. */
    private static double squared(PlainTensor z, PlainTensor targets, int row, int k, int n, PlainTensor dz) {
        double sum = 0;
        for (int j = row; j < row + k; j++) {
            double difference = (double) z.get(j) - targets.get(j);
            sum += difference * difference / 2;
            if (dz != null) {
                dz.set(j, difference / n);
            }
        }
        return sum;
    }

    /** As {@link #squared}. The largest output is taken off from all, so that no exponential overflows. */
    private static double crossEntropy(PlainTensor z, PlainTensor targets, int row, int k, int n, PlainTensor dz) {
        double largest = Double.NEGATIVE_INFINITY;
        double weight = 0;
        for (int j = row; j < row + k; j++) {
            largest = Math.max(largest, z.get(j));
            weight += targets.get(j);
        }
        double total = 0;
        for (int j = row; j < row + k; j++) {
            total += Math.exp(z.get(j) - largest);
        }
        double sum = 0;
        for (int j = row; j < row + k; j++) {
            double shifted = z.get(j) - largest;
            sum += targets.get(j) * (Math.log(total) - shifted);
            if (dz != null) {
                dz.set(j, (weight * Math.exp(shifted) / total - targets.get(j)) / n);
            }
        }
        return sum;
    }

    /** The first column of the largest element of a row, or -1 if one is NaN. */
    private static int largest(PlainTensor matrix, int row, int columns) {
        int largest = 0;
        for (int j = 0; j < columns; j++) {
            if (Float.isNaN(matrix.get(row + j))) {
                return -1;
            }
            if (matrix.get(row + j) > matrix.get(row + largest)) {
                largest = j;
            }
        }
        return largest;
    }
}
