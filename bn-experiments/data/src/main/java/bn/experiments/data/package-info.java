/**
 * The vocabulary of data sets: what examples are, where they came from, and the error when a file is not what it should be.
 *
 * <p>The readers are in the packages below ({@code idx}, {@code csv}, {@code npy}), as are the digits that the project draws
 * itself ({@code digits}), downloading ({@code fetch}) and looking a data set up by name ({@code catalog}).
 */
package bn.experiments.data;
