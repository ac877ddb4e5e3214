package bn.conformance.reference;

import bn.api.Tensor;
import bn.api.kernel.Loss;
import bn.api.kernel.LossKernel;

/** The losses, example by example. */
final class ReferenceLoss implements LossKernel {

    @Override
    public void compute(Loss loss, Tensor z, Tensor targets, Tensor dz, Tensor metrics) {
        int n = z.shape().size(0);
        int k = z.shape().size(1);
        CompensatedSum sum = new CompensatedSum();
        int correct = 0;
        for (int i = 0; i < n; i++) {
            double[] output = row((HeapTensor) z, i, k);
            double[] target = row((HeapTensor) targets, i, k);
            int predicted = largest(output);
            correct += predicted >= 0 && predicted == largest(target) ? 1 : 0;
            double[] slope = loss == Loss.SQUARED ? squared(output, target, sum) : crossEntropy(output, target, sum);
            for (int j = 0; dz != null && j < k; j++) {
                ((HeapTensor) dz).set(i * k + j, slope[j] / n);
            }
        }
        ((HeapTensor) metrics).set(0, sum.value() / n);
        ((HeapTensor) metrics).set(1, correct);
    }

    /** Adds the terms of an example and returns its gradient. */
    private static double[] squared(double[] z, double[] target, CompensatedSum sum) {
        double[] slope = new double[z.length];
        for (int j = 0; j < z.length; j++) {
            slope[j] = z[j] - target[j];
            sum.add(slope[j] * slope[j] / 2);
        }
        return slope;
    }

    /**
     * Adds the terms of an example and returns its gradient. The largest output is subtracted first, so that nothing overflows.
     */
    private static double[] crossEntropy(double[] z, double[] target, CompensatedSum sum) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double output : z) {
            largest = Math.max(largest, output);
        }
        CompensatedSum exponentials = new CompensatedSum();
        CompensatedSum weight = new CompensatedSum();
        for (int j = 0; j < z.length; j++) {
            exponentials.add(Math.exp(z[j] - largest));
            weight.add(target[j]);
        }
        double total = exponentials.value();
        double[] slope = new double[z.length];
        for (int j = 0; j < z.length; j++) {
            sum.add(target[j] * (Math.log(total) - (z[j] - largest)));
            slope[j] = weight.value() * Math.exp(z[j] - largest) / total - target[j];
        }
        return slope;
    }

    /** The first column of the largest value, or -1 if one is NaN. */
    private static int largest(double[] values) {
        int largest = 0;
        for (int j = 0; j < values.length; j++) {
            if (Double.isNaN(values[j])) {
                return -1;
            }
            largest = values[j] > values[largest] ? j : largest;
        }
        return largest;
    }

    private static double[] row(HeapTensor tensor, int row, int width) {
        double[] values = new double[width];
        for (int j = 0; j < width; j++) {
            values[j] = tensor.get(row * width + j);
        }
        return values;
    }
}
