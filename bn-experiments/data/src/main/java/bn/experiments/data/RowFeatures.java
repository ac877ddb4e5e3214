package bn.experiments.data;

/** Features kept as float64, row by row, seen in an order of one's own. */
final class RowFeatures implements Features {
    private final double[] values;
    private final int width;
    private final int[] order;

    /** Example i is the row order[i] of width values. */
    RowFeatures(double[] values, int width, int[] order) {
        this.values = values;
        this.width = width;
        this.order = order;
    }

    @Override
    public int count() {
        return order.length;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public void copy(int example, double[] into, int offset) {
        System.arraycopy(values, order[example] * width, into, offset, width);
    }

    @Override
    public void copy(int example, float[] into, int offset) {
        int start = order[example] * width;
        for (int i = 0; i < width; i++) {
            into[offset + i] = (float) values[start + i];
        }
    }
}
