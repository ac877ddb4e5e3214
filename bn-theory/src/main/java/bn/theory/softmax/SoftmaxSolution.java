package bn.theory.softmax;

import bn.theory.optimize.Vectors;
import java.util.Arrays;

/**
 * An optimum of softmax regression z = V (x - m) + shift, m the mean of the inputs.
 *
 * @param weights effective weights V, K x d, row-major; of those with the same outputs on the data the ones that the whitening map
 *     gives
 * @param whitened the weights on whitened inputs, K x r, row-major: V = whitened P with the map P of
 *     {@link bn.theory.spectral.Whitening}
 * @param shift shift of each class, length K; a number added to all of them changes nothing
 * @param loss mean cross-entropy, without any penalty
 * @param gradientNorm Euclidean norm of the gradient in whitened coordinates: of the problem with batch normalization by
 *     (w, beta), and gamma if that is learned, where every w_k has length 1, of the explicit one by (v, b)
 * @param iterations iterations that it took
 * @param converged whether gradientNorm is at most {@link SoftmaxRegression#GRADIENT_BAR}
 */
public record SoftmaxSolution(double[] weights, double[] whitened, double[] shift, double loss, double gradientNorm, int iterations,
        boolean converged) {

    /**
     * The root of sum_k (v_k - v'_k).S(v_k - v'_k) over sum_k v_k.S v_k, V' being the weights of the other solution: the difference
     * of whitened weights in the Frobenius norm, whatever the units of the inputs.
     */
    public double relativeDifference(SoftmaxSolution other) {
        if (other.whitened.length != whitened.length) {
            throw new IllegalArgumentException("solutions of " + whitened.length + " and " + other.whitened.length
                    + " whitened weights");
        }
        return Vectors.norm(difference(whitened, other.whitened)) / Vectors.norm(whitened);
    }

    /** ||shift - shift'||, both less their mean over the classes, which no output sees. */
    double shiftDistance(SoftmaxSolution other) {
        return Vectors.norm(centred(difference(shift, other.shift), shift.length));
    }

    /** The same outputs up to what softmax does not see: the weights less their mean over the classes. */
    SoftmaxSolution withoutCommonVector() {
        return new SoftmaxSolution(centred(weights, shift.length), centred(whitened, shift.length), shift, loss, gradientNorm,
                iterations, converged);
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        Arrays.setAll(difference, i -> a[i] - b[i]);
        return difference;
    }

    /** Rows less their mean. */
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
