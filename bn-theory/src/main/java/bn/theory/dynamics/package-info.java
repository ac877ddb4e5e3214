/** Optimizers with weight decay on weights whose scale does not change the loss (T10, T16). */
package bn.theory.dynamics;
