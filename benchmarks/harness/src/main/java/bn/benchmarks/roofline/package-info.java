/** The limit that memory bandwidth sets (roofline), and batch norm in plain Java without libraries. */
package bn.benchmarks.roofline;
