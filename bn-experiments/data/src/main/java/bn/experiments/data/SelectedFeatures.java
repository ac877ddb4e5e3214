package bn.experiments.data;

/** The features of some of the examples, in an order of its own. */
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
