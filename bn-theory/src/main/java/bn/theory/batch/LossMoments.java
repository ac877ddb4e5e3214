package bn.theory.batch;

/**
 * Means over a population of an example's derivatives l_k and l_kj of the loss with respect to the outputs of a layer, and of the
 * products of these derivatives and the normalized channels x. The first three arrays have length K; the others are K x K,
 * row-major, with row k and column j.
 *
 * @param gradient E[l_k]
 * @param gradientX E[l_k x_k]
 * @param gradientX3 E[l_k x_k^3]
 * @param hessian E[l_kj]
 * @param hessianX E[l_kj x_j]
 * @param hessianXX E[l_kj x_k x_j]
 */
public record LossMoments(double[] gradient, double[] gradientX, double[] gradientX3, double[] hessian, double[] hessianX,
        double[] hessianXX) {

    /** Zeros for K channels. */
    public static LossMoments zeros(int channels) {
        int pairs = Math.multiplyExact(channels, channels);
        return new LossMoments(new double[channels], new double[channels], new double[channels], new double[pairs],
                new double[pairs], new double[pairs]);
    }
}
