/**
 * The model of data sets: examples with features and targets, in memory or as a stream, their origin, and the exception for
 * invalid data.
 *
 * <p>Subpackages: readers of file formats ({@code cifar}, {@code csv}, {@code idx}, {@code npy}), synthetic digits
 * ({@code digits}), downloads ({@code fetch}), and loading a data set by its name ({@code catalog}).
 */
package bn.experiments.data;
