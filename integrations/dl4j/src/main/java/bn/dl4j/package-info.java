/**
 * Rates of the batch normalizations of a network that Deeplearning4j trains: {@link bn.dl4j.BatchNormListener} reads them during
 * the training and writes a monitor folder.
 */
@org.jspecify.annotations.NullMarked
package bn.dl4j;
