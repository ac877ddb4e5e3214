package bn.experiments.data;

/** A change of the features of each example, the same whenever the example is read. */
@FunctionalInterface
public interface FeatureMap {

    /**
     * Changes features in place.
     *
     * @param example number of the example, from 0
     * @param features holds its features at {@code [offset, offset + width)}
     */
    void apply(int example, double[] features, int offset, int width);
}
