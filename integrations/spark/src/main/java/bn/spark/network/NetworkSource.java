package bn.spark.network;

import org.apache.spark.api.java.JavaRDD;

/**
 * Examples in partitions.
 *
 * @param partitions each read once, in its order
 * @param decoder makes examples of what they have
 * @param name what the data are called in results
 * @param classes in words: what the classes are and where their order comes from; empty for numbers
 */
record NetworkSource<T, F>(JavaRDD<T> partitions, SampleDecoder<T, F> decoder, String name, String classes) {}
