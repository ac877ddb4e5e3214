package bn.experiments.data;

/** Features stored as float64 in a table, of whose rows the examples are a subset in any order. */
final class RowFeatures implements Features {
    private static final long serialVersionUID = 1L;

    private final double[] values;
    private final int width;
    private final int[] order;

    /** Example i is row order[i], which has width values. */
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
