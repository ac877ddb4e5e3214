package bn.spark.network;

/**
 * An example that waits until its batch is full.
 *
 * @param features of a type that the {@link SampleKind} knows
 * @param target the output of its class, or the number to predict
 */
record Sample<F>(F features, double target) {}
