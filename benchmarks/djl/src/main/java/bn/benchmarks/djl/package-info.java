/** libtorch through the Deep Java Library (DJL). */
package bn.benchmarks.djl;
