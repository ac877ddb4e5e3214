/**
 * Checks from the gradients of a whole network: the balance of the rates of a layer (T8), and how near its weights are to a
 * stationary point.
 */
package bn.theory.network;
