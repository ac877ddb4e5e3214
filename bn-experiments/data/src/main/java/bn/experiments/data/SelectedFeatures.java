package bn.experiments.data;

import java.util.Optional;

/** The features of a subset of examples in the given order. */
record SelectedFeatures(Features original, int[] order) implements Features {

    @Override
    public int count() {
        return order.length;
    }

    @Override
    public int width() {
        return original.width();
    }

    @Override
    public Optional<ImageSize> image() {
        return original.image();
    }

    @Override
    public double black(int feature) {
        return original.black(feature);
    }

    @Override
    public SelectedFeatures pool(int p) {
        return new SelectedFeatures(original.pool(p), order);
    }

    @Override
    public boolean bytes() {
        return original.bytes();
    }

    @Override
    public void copy(int example, byte[] into, int offset) {
        original.copy(order[example], into, offset);
    }

    @Override
    public void copy(int example, double[] into, int offset) {
        original.copy(order[example], into, offset);
    }

    @Override
    public void copy(int example, float[] into, int offset) {
        original.copy(order[example], into, offset);
    }
}
