/** Images and labels in IDX files, the format of MNIST: a big-endian header with the dimensions, then one byte a value. */
package bn.experiments.data.idx;
