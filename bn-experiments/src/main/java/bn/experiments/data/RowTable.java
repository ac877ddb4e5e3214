package bn.experiments.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/** All rows of a stream, in memory. */
public final class RowTable {
    private static final int BLOCK = 256;

    private final int width;
    private final int classes;
    private final int count;
    private double[] features = new double[0];
    /** The number of each row, or its class. */
    private double[] targets = new double[0];

    /**
     * Reads a stream to its end.
     *
     * @param rows features and targets
     * @param task what the targets are
     * @param source names the data in messages
     * @throws DataException if what is read is not as it should be, or does not fit
     */
    public RowTable(RowStream rows, Task task, String source) {
        width = rows.features();
        classes = task == Task.CLASSIFICATION ? rows.targets() : 0;
        int all = width + rows.targets();
        double[] block = new double[Math.multiplyExact(BLOCK, all)];
        int done = 0;
        for (int read = rows.read(block, BLOCK); read > 0; read = rows.read(block, BLOCK)) {
            reserve(done + (long) read, source);
            for (int i = 0; i < read; i++, done++) {
                System.arraycopy(block, i * all, features, done * width, width);
                targets[done] = classes == 0 ? block[i * all + width] : label(block, i * all + width);
            }
        }
        count = done;
    }

    private int label(double[] block, int from) {
        return IntStream.range(0, classes).filter(k -> block[from + k] == 1).findFirst().orElseThrow();
    }

    /** Makes room for so many rows, by half as much again. */
    private void reserve(long rows, String source) {
        if (rows * width > Capacity.LONGEST_ARRAY) {
            throw new DataException(source + " has more numbers than one table holds (" + Capacity.LONGEST_ARRAY
                    + "); use fewer rows");
        }
        if (rows > targets.length) {
            int room = (int) Math.min(Capacity.LONGEST_ARRAY / width, rows + rows / 2);
            targets = Arrays.copyOf(targets, room);
            features = Arrays.copyOf(features, room * width);
        }
    }

    /** The number of rows. */
    public int count() {
        return count;
    }

    /**
     * Some rows as examples.
     *
     * @param order which, from 0, and in which order; not copied
     */
    public Examples examples(int[] order) {
        return Examples.ofRows(features, width, order, classes == 0
                ? new Targets.Values(Arrays.stream(order).mapToDouble(row -> targets[row]).toArray())
                : new Targets.Labels(Arrays.stream(order).map(row -> (int) targets[row]).toArray(), classes));
    }
}
