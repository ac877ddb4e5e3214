/**
 * What the gradient of one batch-normalized layer tells about the rate of each of its units: the constraint (T1), the gradient
 * identity (T2), the rate (T3), what it is at a stationary point (T5), its signal and noise parts (T6) and the unit without batch
 * normalization (T11).
 */
package bn.theory.unit;
