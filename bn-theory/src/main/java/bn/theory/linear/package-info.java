/** Batch-normalized linear regression, whose rate has a closed form (T4), and what input noise does to it (T6). */
package bn.theory.linear;
