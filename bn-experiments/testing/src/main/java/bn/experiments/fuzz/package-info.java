/**
 * Robustness tests of code that reads and writes files: a fuzzer that reads damaged copies of a file, independent (naive) readers
 * to compare with, and a simulated disk on which calls fail or the power is cut.
 */
package bn.experiments.fuzz;
