package bn.experiments.data;

/** Features seen through a map. */
record MappedFeatures(Features original, FeatureMap map) implements Features {

    @Override
    public int count() {
        return original.count();
    }

    @Override
    public int width() {
        return original.width();
    }

    @Override
    public void copy(int example, double[] into, int offset) {
        original.copy(example, into, offset);
        map.apply(example, into, offset, width());
    }

    @Override
    public void copy(int example, float[] into, int offset) {
        double[] features = new double[width()];
        copy(example, features, 0);
        for (int i = 0; i < features.length; i++) {
            into[offset + i] = (float) features[i];
        }
    }
}
