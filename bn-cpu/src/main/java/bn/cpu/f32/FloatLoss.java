package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.api.kernel.Loss;
import bn.api.kernel.LossKernel;
import java.nio.FloatBuffer;

/** Loss functions, row by row. They are computed in double. */
final class FloatLoss implements LossKernel {
    private float[] z = {};
    private float[] target = {};
    private double[] work = {};

    @Override
    public void compute(Loss loss, Tensor outputs, Tensor targets, Tensor gradient, Tensor metrics) {
        int rows = outputs.shape().size(0);
        int width = outputs.shape().size(1);
        if (z.length < width) {
            z = new float[width];
            target = new float[width];
            work = new double[width];
        }
        FloatBuffer zs = floats(outputs);
        FloatBuffer ts = floats(targets);
        FloatBuffer dzs = gradient == null ? null : floats(gradient);
        double sum = 0;
        int correct = 0;
        for (int i = 0; i < rows; i++) {
            zs.get(i * width, z, 0, width);
            ts.get(i * width, target, 0, width);
            int largest = largest(z, width);
            correct += largest >= 0 && largest == largest(target, width) ? 1 : 0;
            sum += loss == Loss.SQUARED ? squared(rows, width) : crossEntropy(rows, width);
            if (dzs != null) {
                dzs.put(i * width, z, 0, width);
            }
        }
        floats(metrics).put(0, (float) (sum / rows)).put(1, correct);
    }

    /** Returns the loss of the row, and overwrites z with the gradient. */
    private double squared(int rows, int width) {
        double sum = 0;
        for (int k = 0; k < width; k++) {
            double error = (double) z[k] - target[k];
            sum += error * error / 2;
            z[k] = (float) (error / rows);
        }
        return sum;
    }

    /** Returns the loss of the row, and overwrites z with the gradient. An infinite z gives NaN. */
    private double crossEntropy(int rows, int width) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < width; k++) {
            largest = Math.max(largest, z[k]);
        }
        double total = 0;
        for (int k = 0; k < width; k++) {
            work[k] = Math.exp(z[k] - largest);
            total += work[k];
        }
        double logTotal = Math.log(total);
        double sum = 0;
        double weight = 0;
        for (int k = 0; k < width; k++) {
            sum += target[k] * (logTotal - (z[k] - largest));
            weight += target[k];
        }
        for (int k = 0; k < width; k++) {
            z[k] = (float) ((work[k] / total * weight - target[k]) / rows);
        }
        return sum;
    }

    /** The first column with the largest value, or -1 if a value is NaN. */
    private static int largest(float[] values, int width) {
        float largest = values[0];
        for (int k = 1; k < width; k++) {
            largest = Math.max(largest, values[k]);
        }
        for (int k = 0; k < width; k++) {
            if (values[k] == largest) {
                return k;
            }
        }
        return -1;
    }
}
