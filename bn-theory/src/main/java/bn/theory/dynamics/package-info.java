/**
 * Optimizers with weight decay on weights whose scale does not change the loss (T10, T16), such as weights before a normalization or all
 * gammas and betas of an inner layer, and on pairs of which only the product counts (T17).
 */
package bn.theory.dynamics;
