package bn.theory.batch;

/**
 * Means over a population of the derivatives l_k and l_kj of an example's loss with respect to the outputs of a layer, and of
 * their products with the normalized channels x. The first three have length K, the others are K x K, row-major, with k the row.
 *
 * @param slope E[l_k]
 * @param slopeX E[l_k x_k]
 * @param slopeCube E[l_k x_k^3]
 * @param curvature E[l_kj]
 * @param curvatureX E[l_kj x_j]
 * @param curvatureXX E[l_kj x_k x_j]
 */
public record LossMoments(double[] slope, double[] slopeX, double[] slopeCube, double[] curvature, double[] curvatureX,
        double[] curvatureXX) {

    /** Zeros for K channels. */
    public static LossMoments zeros(int channels) {
        int pairs = Math.multiplyExact(channels, channels);
        return new LossMoments(new double[channels], new double[channels], new double[channels], new double[pairs],
                new double[pairs], new double[pairs]);
    }
}
