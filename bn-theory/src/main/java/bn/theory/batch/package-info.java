/** How much the statistics of a finite batch of M examples add to the expected loss, to first order in 1/M (T9). */
package bn.theory.batch;
