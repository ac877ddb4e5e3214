package bn.theory.softmax;

/**
 * The optimum with batch normalization, and its rates.
 *
 * @param lambda -(dL/dgamma_k) / gamma_k of each class (T3), length K; NaN for a scale of 0
 * @param solution the optimum
 */
public record BatchNormSolution(double[] lambda, SoftmaxSolution solution) {}
