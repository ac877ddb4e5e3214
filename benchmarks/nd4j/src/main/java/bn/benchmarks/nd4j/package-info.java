/** ND4J, DL4J on it, and OpenBLAS straight on ND4J's memory. */
package bn.benchmarks.nd4j;
