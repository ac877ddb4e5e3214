package bn.theory.softmax;

/**
 * The optimum with batch normalization and the rates read off there.
 *
 * @param lambda -(dL/dgamma_k) / gamma of each class (T3), length K
 * @param solution the optimum
 */
public record TunedSolution(double[] lambda, SoftmaxSolution solution) { }
