/** The conformance suite as a program, for machines without Maven. */
package bn.benchmarks.gpu;
