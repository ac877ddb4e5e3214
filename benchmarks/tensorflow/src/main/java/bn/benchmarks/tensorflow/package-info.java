/** TensorFlow Java: graphs, their data in variables. */
package bn.benchmarks.tensorflow;
