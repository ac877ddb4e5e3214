/** How stochastic gradient descent with weight decay moves weights whose scale does not matter to the loss (T10). */
package bn.theory.dynamics;
