/** TensorFlow Java: graphs whose data are in variables. */
package bn.benchmarks.tensorflow;
