package bn.theory.softmax;

/**
 * The optimum with batch normalization and the rates read off there.
 *
 * @param lambda -(dL/dgamma_k) / gamma_k of each class (T3), length K; NaN for a scale of 0
 * @param solution the optimum
 */
public record TunedSolution(double[] lambda, SoftmaxSolution solution) { }
