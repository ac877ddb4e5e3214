/** Checks of each result of docs/theory.md, T1 to T18, on small data, by a computation that does not use the result. */
package bn.experiments.verify;
