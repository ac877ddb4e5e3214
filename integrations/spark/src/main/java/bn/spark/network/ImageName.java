package bn.spark.network;

import java.io.Serializable;

/**
 * An image that is to be read.
 *
 * @param file its address
 * @param label name of its class
 */
record ImageName(String file, String label) implements Serializable {}
