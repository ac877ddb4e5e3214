/** What normalizing by the statistics of a finite batch adds to the expected loss, to first order in 1/M (T9). */
package bn.theory.batch;
