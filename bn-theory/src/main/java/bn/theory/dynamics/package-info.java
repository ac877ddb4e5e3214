/** Stochastic gradient descent with weight decay on weights whose scale does not change the loss (T10). */
package bn.theory.dynamics;
