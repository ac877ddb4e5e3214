/**
 * The rate of each unit of one batch-normalized layer, from one gradient: the constraint (T1), the gradient identity (T2), the
 * rate (T3), its value at a stationary point (T5), its signal and noise parts (T6) and folding (T11).
 */
package bn.theory.unit;
