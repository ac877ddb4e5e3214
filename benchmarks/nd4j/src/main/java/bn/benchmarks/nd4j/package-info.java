/** ND4J, DL4J on top of it, and OpenBLAS called directly on ND4J's memory. */
package bn.benchmarks.nd4j;
