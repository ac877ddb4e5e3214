package bn.experiments.data;

/** Examples in memory, as a stream. */
final class ExampleRows implements RowStream {
    private final Examples examples;
    private int done;

    ExampleRows(Examples examples) {
        this.examples = examples;
    }

    @Override
    public int features() {
        return examples.features();
    }

    @Override
    public int targets() {
        return examples.targets();
    }

    @Override
    public int read(double[] rows, int most) {
        int count = Math.min(most, examples.count() - done);
        int width = features() + targets();
        for (int i = 0; i < count; i++) {
            examples.copyFeatures(done + i, rows, i * width);
            examples.copyTargets(done + i, rows, i * width + features());
        }
        done += count;
        return count;
    }

    @Override
    public boolean bytes() {
        return examples.bytes();
    }

    @Override
    public int read(byte[] rows, int most) {
        int count = Math.min(most, examples.count() - done);
        int width = features() + targets();
        for (int i = 0; i < count; i++) {
            examples.copyBytes(done + i, rows, i * width);
        }
        done += count;
        return count;
    }

    @Override
    public double share() {
        return (double) done / examples.count();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
