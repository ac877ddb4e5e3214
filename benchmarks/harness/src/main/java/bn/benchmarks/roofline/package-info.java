/** What the machine's memory allows, and batch norm in Java without libraries. */
package bn.benchmarks.roofline;
