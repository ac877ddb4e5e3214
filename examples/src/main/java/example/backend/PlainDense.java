package example.backend;

import bn.api.Tensor;
import bn.api.kernel.DenseKernel;

/** Fully connected layers, each element a sum over its terms. */
final class PlainDense implements DenseKernel {

    @Override
    public void forward(Tensor x, Tensor weights, Tensor bias, Tensor y) {
        int inputs = x.shape().size(1);
        int outputs = y.shape().size(1);
        for (int n = 0; n < x.shape().size(0); n++) {
            for (int o = 0; o < outputs; o++) {
                double sum = dot((PlainTensor) x, n * inputs, 1, (PlainTensor) weights, o * inputs, 1, inputs);
                ((PlainTensor) y).set(n * outputs + o, bias == null ? sum : sum + ((PlainTensor) bias).get(o));
            }
        }
    }

    @Override
    public void backwardInput(Tensor dy, Tensor weights, Tensor dx) {
        int inputs = dx.shape().size(1);
        int outputs = dy.shape().size(1);
        for (int n = 0; n < dy.shape().size(0); n++) {
            for (int i = 0; i < inputs; i++) {
                double sum = dot((PlainTensor) dy, n * outputs, 1, (PlainTensor) weights, i, inputs, outputs);
                ((PlainTensor) dx).set(n * inputs + i, sum);
            }
        }
    }

    @Override
    public void backwardParameters(Tensor x, Tensor dy, Tensor dWeights, Tensor dBias) {
        int rows = x.shape().size(0);
        int inputs = x.shape().size(1);
        int outputs = dy.shape().size(1);
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                double sum = dot((PlainTensor) dy, o, outputs, (PlainTensor) x, i, inputs, rows);
                ((PlainTensor) dWeights).set(o * inputs + i, sum);
            }
            if (dBias != null) {
                ((PlainTensor) dBias).set(o, columnSum((PlainTensor) dy, o, outputs, rows));
            }
        }
    }

    /** The sum of products of so many elements of a and b, from an index on and in steps. */
    private static double dot(PlainTensor a, int fromA, int stepA, PlainTensor b, int fromB, int stepB, int terms) {
        double sum = 0;
        for (int k = 0; k < terms; k++) {
            sum += (double) a.get(fromA + k * stepA) * b.get(fromB + k * stepB);
        }
        return sum;
    }

    private static double columnSum(PlainTensor matrix, int column, int columns, int rows) {
        double sum = 0;
        for (int n = 0; n < rows; n++) {
            sum += matrix.get(n * columns + column);
        }
        return sum;
    }
}
