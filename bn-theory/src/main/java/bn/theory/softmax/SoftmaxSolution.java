package bn.theory.softmax;

import bn.theory.optimize.Vectors;
import java.util.Arrays;

/**
 * An optimum of softmax regression z = V (x - m) + shift, m being the mean of the inputs.
 *
 * @param weights effective weights V = whitened P, K x d, row-major; other weights may have the same outputs on the data
 * @param whitened weights on whitened inputs, K x r, row-major; P is the matrix of {@link bn.theory.spectral.Whitening}
 * @param shift shift of each class, length K; adding a number to all of them changes nothing
 * @param loss mean cross-entropy, without any penalty
 * @param gradientNorm Euclidean norm of the gradient in whitened coordinates. With batch normalization: with respect to (w,
 *     beta), and gamma if it is learned, where every w_k has length 1. Explicit problem: with respect to (v, b)
 * @param iterations number of iterations
 * @param converged whether gradientNorm is at most {@link SoftmaxRegression#GRADIENT_TOLERANCE}
 */
public record SoftmaxSolution(double[] weights, double[] whitened, double[] shift, double loss, double gradientNorm,
        int iterations, boolean converged) {

    /**
     * The root of sum_k (v_k - v'_k).S(v_k - v'_k) / sum_k v_k.S v_k, V' being the weights of the other solution. This is the
     * relative difference of whitened weights in the Frobenius norm. It does not depend on the units of the inputs.
     */
    public double relativeDifference(SoftmaxSolution other) {
        if (other.whitened.length != whitened.length) {
            throw new IllegalArgumentException("solutions of " + whitened.length + " and " + other.whitened.length
                    + " whitened weights");
        }
        return Vectors.norm(difference(whitened, other.whitened)) / Vectors.norm(whitened);
    }

    /** ||shift - shift'|| after the mean over the classes, which changes no probability, is subtracted from both. */
    double shiftDistance(SoftmaxSolution other) {
        return Vectors.norm(centred(difference(shift, other.shift), shift.length));
    }

    /** The weights minus their mean over the classes, which changes no probability. */
    SoftmaxSolution withoutCommonVector() {
        return new SoftmaxSolution(centred(weights, shift.length), centred(whitened, shift.length), shift, loss, gradientNorm,
                iterations, converged);
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        Arrays.setAll(difference, i -> a[i] - b[i]);
        return difference;
    }

    /** Subtracts the mean of the rows from each row. */
    private static double[] centred(double[] rows, int count) {
        int width = rows.length / count;
        double[] mean = new double[width];
        for (int i = 0; i < rows.length; i++) {
            mean[i % width] += rows[i] / count;
        }
        double[] centred = new double[rows.length];
        Arrays.setAll(centred, i -> rows[i] - mean[i % width]);
        return centred;
    }
}
