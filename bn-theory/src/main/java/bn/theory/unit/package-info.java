/**
 * The rate of each unit of one batch-normalized layer, from one gradient: the constraint (T1), the gradient identity (T2; T12 for
 * convolutions, T14 for the inputs), the rate (T3), its value at a stationary point (T5, T15, T16), its signal and noise parts (T6), folding
 * (T11) and unfolding (T18).
 */
package bn.theory.unit;
