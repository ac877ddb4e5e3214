/** Batch-normalized linear regression: its rate in closed form (T4), and the effect of input noise (T6). */
package bn.theory.linear;
