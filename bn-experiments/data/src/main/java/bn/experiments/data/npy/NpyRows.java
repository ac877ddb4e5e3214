package bn.experiments.data.npy;

import bn.api.InvalidRequestException;
import bn.experiments.data.DataException;
import bn.experiments.data.DataRemedy;
import bn.experiments.data.IndexDetector;
import bn.experiments.data.RowStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A stream of examples from two arrays, of features and of targets. */
final class NpyRows implements RowStream {
    private final NpySource.Pair arrays;
    private final NpyTargets targets;
    private final int classes;
    private final List<Integer> index;
    /** The indices of the columns that are features. */
    private final int[] columns;
    /** The detector of the first column, unless the user has decided or it is the only column; otherwise null. */
    private final IndexDetector detector;
    private double[] block = new double[0];

    /**
     * A stream of the rows of open arrays.
     *
     * @param index as in {@link NpyOptions}
     * @throws InvalidRequestException if an index column does not exist, or no feature remains
     */
    NpyRows(NpySource.Pair arrays, NpyTargets targets, Optional<List<Integer>> index) {
        this.arrays = arrays;
        this.targets = targets;
        classes = targets.names().size();
        this.index = index.orElse(List.of());
        int all = arrays.x().columns();
        columns = IntStream.range(0, all).filter(j -> !this.index.contains(j + 1)).toArray();
        detector = index.isEmpty() && all > 1 ? new IndexDetector() : null;
        if (this.index.stream().anyMatch(number -> number < 1 || number > all) || columns.length == 0) {
            arrays.close();
            throw new InvalidRequestException(arrays.x().where() + " has the columns 1 to " + all
                    + "; leave out some of them, not all", DataRemedy.INDEX);
        }
    }

    @Override
    public int features() {
        return columns.length;
    }

    @Override
    public int targets() {
        return Math.max(1, classes);
    }

    @Override
    public int read(double[] rows, int most) {
        int d = columns.length;
        int width = d + targets();
        long first = done();
        int count = index.isEmpty() ? arrays.x().read(rows, 0, width, most) : readSome(rows, width, most);
        arrays.y().read(rows, d, width, count);
        for (int i = 0; i < count; i++) {
            int row = i * width;
            for (int j = 0; j < d; j++) {
                arrays.x().requireFinite(rows[row + j], first + i, columns[j]);
            }
            arrays.y().requireFinite(rows[row + d], first + i, 0);
            if (detector != null) {
                detector.add(rows[row]);
            }
            if (classes > 0) {
                int label = targets.label(rows[row + d]);
                if (label < 0) {
                    throw new DataException(arrays.y().where() + " changed while it was read; try again");
                }
                Arrays.fill(rows, row + d, row + width, 0);
                rows[row + d + label] = 1;
            }
        }
        return count;
    }

    /** Reads rows and copies only the columns that are features. */
    private int readSome(double[] rows, int width, int most) {
        int all = arrays.x().columns();
        int part = (int) Math.min(most, arrays.x().rows() - done());
        block = block.length < part * all ? new double[Math.multiplyExact(part, all)] : block;
        int count = arrays.x().read(block, 0, all, part);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < columns.length; j++) {
                rows[i * width + j] = block[i * all + columns[j]];
            }
        }
        return count;
    }

    @Override
    public void finish() {
        arrays.x().finish();
        arrays.y().finish();
        if (detector != null && detector.isIndex()) {
            throw new DataException(arrays.x().where() + ": column 1 counts the rows; say whether it is an index that was "
                    + "saved with the data, or a feature", DataRemedy.INDEX);
        }
    }

    /** The number of rows read. */
    long done() {
        return arrays.x().done();
    }

    /** Which columns were left out, for the user. */
    List<String> leftOut() {
        return index.isEmpty() ? List.of() : List.of("left out as asked for: column " + index.stream().map(String::valueOf)
                .reduce((a, b) -> a + ", " + b).orElseThrow());
    }

    @Override
    public double fractionRead() {
        return (double) arrays.x().done() / arrays.x().rows();
    }

    @Override
    public void close() {
        arrays.close();
    }
}
