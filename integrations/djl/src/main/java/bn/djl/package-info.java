/**
 * Rates of the batch normalizations of a network that the Deep Java Library trains: {@link bn.djl.BatchNormListener} reads them
 * during the training and writes a monitor folder.
 */
@org.jspecify.annotations.NullMarked
package bn.djl;
