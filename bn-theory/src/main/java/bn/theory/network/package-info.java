/**
 * Checks from the gradients of a whole network: the balance of the rates of a layer or stream (T8, T13), and how near its weights are to a
 * stationary point.
 */
package bn.theory.network;
