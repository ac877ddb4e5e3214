package bn.experiments.data.npy;

import bn.experiments.data.RowStream;
import java.util.Arrays;

/** Features and targets of two arrays, read side by side. */
final class NpyRows implements RowStream {
    private final NpySource.Pair arrays;
    private final double[] classes;

    NpyRows(NpySource.Pair arrays, NpyTargets targets) {
        this.arrays = arrays;
        this.classes = targets.classes();
    }

    @Override
    public int features() {
        return arrays.x().columns();
    }

    @Override
    public int targets() {
        return Math.max(1, classes.length);
    }

    @Override
    public int read(double[] rows, int most) {
        int d = features();
        int width = d + targets();
        long first = arrays.x().done();
        int count = arrays.x().read(rows, 0, width, most);
        arrays.y().read(rows, d, width, count);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= d; j++) {
                (j < d ? arrays.x() : arrays.y()).requireFinite(rows[i * width + j], first + i, j < d ? j : 0);
            }
            if (classes.length > 0) {
                int label = Arrays.binarySearch(classes, rows[i * width + d] + 0.0);
                Arrays.fill(rows, i * width + d, (i + 1) * width, 0);
                rows[i * width + d + label] = 1;
            }
        }
        return count;
    }

    @Override
    public double share() {
        return (double) arrays.x().done() / arrays.x().rows();
    }

    @Override
    public void close() {
        arrays.close();
    }
}
