/** Rates of a trained network over examples in partitions: by batches of each partition, whose sums are merged. */
package bn.spark.network;
