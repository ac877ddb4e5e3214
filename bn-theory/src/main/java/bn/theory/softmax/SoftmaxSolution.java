package bn.theory.softmax;

/**
 * An optimum of softmax regression z = V (x - m) + shift, m the mean of the inputs.
 *
 * @param weights effective weights V, K x d, row-major, in the range of the covariance
 * @param shift shift of each class, length K; a number added to all of them changes nothing
 * @param loss mean cross-entropy, without any penalty
 * @param gradientNorm Euclidean norm of the gradient in whitened coordinates: of the problem with batch normalization by
 *     (w, beta), and gamma if that is learned, where every w_k has length 1, of the explicit one by (v, b)
 * @param iterations iterations that it took
 * @param converged whether gradientNorm is at most {@link SoftmaxRegression#GRADIENT_BAR}
 */
public record SoftmaxSolution(double[] weights, double[] shift, double loss, double gradientNorm, int iterations,
        boolean converged) {

    /** ||V - V'|| / ||V|| in the Frobenius norm, V' being the weights of the other solution. */
    public double relativeDifference(SoftmaxSolution other) {
        if (other.weights.length != weights.length) {
            throw new IllegalArgumentException("solutions of " + weights.length + " and " + other.weights.length + " weights");
        }
        double squares = 0;
        double difference = 0;
        for (int i = 0; i < weights.length; i++) {
            squares += weights[i] * weights[i];
            difference += (weights[i] - other.weights[i]) * (weights[i] - other.weights[i]);
        }
        return Math.sqrt(difference / squares);
    }

    /** The same outputs up to what softmax does not see: the weights less their mean over the classes. */
    SoftmaxSolution withoutCommonVector() {
        int classes = shift.length;
        int d = weights.length / classes;
        double[] centred = weights.clone();
        for (int j = 0; j < d; j++) {
            double mean = 0;
            for (int k = 0; k < classes; k++) {
                mean += weights[k * d + j] / classes;
            }
            for (int k = 0; k < classes; k++) {
                centred[k * d + j] -= mean;
            }
        }
        return new SoftmaxSolution(centred, shift, loss, gradientNorm, iterations, converged);
    }
}
