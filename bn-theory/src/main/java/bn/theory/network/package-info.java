/**
 * What the gradients of a whole network certify: how its layers share out the rate (T8), and how near its weights are to rest.
 */
package bn.theory.network;
