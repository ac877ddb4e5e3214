/** Images and labels in IDX files, the format of MNIST: a big-endian header with the dimensions, then one byte per value. */
package bn.experiments.data.idx;
