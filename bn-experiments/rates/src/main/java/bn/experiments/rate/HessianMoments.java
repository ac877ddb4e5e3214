package bn.experiments.rate;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;

/**
 * Means of the second derivatives l_kj of the loss, of l_kj x_j and of l_kj x_k x_j, for K units with ReLU before a linear layer
 * with weights W (C x K): l_kj = a_k a_j sum_c W_ck W_cj for the squared loss, and
 * l_kj = a_k a_j sum_c p_c (W_ck - w_k)(W_cj - w_j), w = sum_c p_c W_c, for softmax with probabilities p. So each mean is a sum
 * of C matrix products of rows u_c = a sqrt(p_c) (W_c - w) with themselves or with u_c x.
 */
final class HessianMoments implements AutoCloseable {
    private final Backend backend;
    private final Loss loss;
    private final Tensor weights;
    private final int classes;
    private final int units;
    private final double[] w;
    private final Tensor u;
    private final Tensor ux;
    private final CrossProductSum plain;
    private final CrossProductSum oneSided;
    private final CrossProductSum twoSided;

    HessianMoments(Backend backend, Loss loss, Tensor weights, int block) {
        this.backend = backend;
        this.loss = loss;
        this.weights = weights;
        classes = weights.shape().size(0);
        units = weights.shape().size(1);
        w = weights.toDoubles();
        DType dtype = weights.dtype();
        u = backend.allocate(dtype, Shape.of(block, units));
        ux = backend.allocate(dtype, Shape.of(block, units));
        plain = new CrossProductSum(backend, dtype, units, units);
        oneSided = new CrossProductSum(backend, dtype, units, units);
        twoSided = new CrossProductSum(backend, dtype, units, units);
    }

    /**
     * Adds a block of n examples.
     *
     * @param outputs outputs of the network, n x C
     * @param x pre-activations of the units at variance 1, n x K
     * @param active positive where the unit is active, n x K
     * @param byClass scratch, n x C
     * @param byUnit scratch, n x K
     * @param weight weight of an example
     */
    void add(Tensor outputs, double[] x, double[] active, Tensor byClass, Tensor byUnit, double weight) {
        int n = x.length / units;
        double[] p = null;
        double[] mean = new double[x.length];
        if (loss == Loss.SOFTMAX_CROSS_ENTROPY) {
            p = probabilities(outputs.toDoubles());
            byClass.upload(p, 0);
            backend.dense().backwardInput(byClass, weights, byUnit);
            mean = byUnit.toDoubles();
        }
        double[] row = new double[x.length];
        double[] rowX = new double[x.length];
        for (int c = 0; c < classes; c++) {
            for (int i = 0; i < x.length; i++) {
                double root = p == null ? 1 : Math.sqrt(p[i / units * classes + c]);
                row[i] = active[i] > 0 ? root * (w[c * units + i % units] - mean[i]) : 0;
                rowX[i] = row[i] * x[i];
            }
            Tensor rows = u.rows(0, n);
            Tensor rowsX = ux.rows(0, n);
            rows.upload(row, 0);
            rowsX.upload(rowX, 0);
            plain.add(rows, rows, weight);
            oneSided.add(rows, rowsX, weight);
            twoSided.add(rowsX, rowsX, weight);
        }
    }

    private double[] probabilities(double[] outputs) {
        for (int from = 0; from < outputs.length; from += classes) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int c = from; c < from + classes; c++) {
                largest = Math.max(largest, outputs[c]);
            }
            double sum = 0;
            for (int c = from; c < from + classes; c++) {
                outputs[c] = Math.exp(outputs[c] - largest);
                sum += outputs[c];
            }
            for (int c = from; c < from + classes; c++) {
                outputs[c] /= sum;
            }
        }
        return outputs;
    }

    /** E[l_kj], K x K; row k. */
    double[] plain() {
        return plain.sum();
    }

    /** E[l_kj x_j], K x K; row k. */
    double[] oneSided() {
        return oneSided.sum();
    }

    /** E[l_kj x_k x_j], K x K; row k. */
    double[] twoSided() {
        return twoSided.sum();
    }

    @Override
    public void close() {
        u.close();
        ux.close();
        plain.close();
        oneSided.close();
        twoSided.close();
    }
}
