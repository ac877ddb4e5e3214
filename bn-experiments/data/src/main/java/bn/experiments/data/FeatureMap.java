package bn.experiments.data;

/**
 * A transformation of the features of each example. It is deterministic: an example has the same features each time it is read.
 */
@FunctionalInterface
public interface FeatureMap {

    /**
     * Transforms features in place.
     *
     * @param example index of the example, from 0
     * @param features contains its features at {@code [offset, offset + width)}
     */
    void apply(int example, double[] features, int offset, int width);
}
