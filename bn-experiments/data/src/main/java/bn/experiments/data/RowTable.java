package bn.experiments.data;

import bn.experiments.result.MaxHeap;
import java.util.Arrays;
import java.util.stream.IntStream;

/** All rows of a stream in memory. */
public final class RowTable {
    private static final int BLOCK = 256;
    private static final int LARGEST_BLOCK = 1 << 20;
    private static final String FEWER = "use fewer rows, or a computation that reads them one by one";

    private final int width;
    private final int classes;
    private final int count;
    private double[] features = new double[0];
    /** The target of each row: a number, or the index of its class. */
    private double[] targets = new double[0];

    /**
     * Reads a stream to its end.
     *
     * @param rows the stream
     * @param task classification or regression
     * @param source names the data in messages
     * @throws DataException if the data are invalid
     * @throws bn.api.BnException if they do not fit in memory
     */
    public RowTable(RowStream rows, Task task, String source) {
        width = rows.features();
        classes = task == Task.CLASSIFICATION ? rows.targets() : 0;
        int all = width + rows.targets();
        int most = Math.max(1, Math.min(BLOCK, LARGEST_BLOCK / all));
        double[] block = MaxHeap.numbers(source, (long) most * all, FEWER, DataRemedy.STREAMING);
        int done = 0;
        for (int read = rows.read(block, most); read > 0; read = rows.read(block, most)) {
            reserve(done + (long) read, rows.fractionRead(), source);
            for (int i = 0; i < read; i++, done++) {
                System.arraycopy(block, i * all, features, done * width, width);
                targets[done] = classes == 0 ? block[i * all + width] : label(block, i * all + width);
            }
        }
        rows.finish();
        count = done;
    }

    private int label(double[] block, int from) {
        return IntStream.range(0, classes).filter(k -> block[from + k] == 1).findFirst().orElseThrow();
    }

    /** Makes room for a number of rows. The arrays grow by a factor of 1.5; old and new arrays exist while one is copied. */
    private void reserve(long rows, double fractionRead, String source) {
        if (rows > targets.length) {
            String all = source + " in memory (" + (fractionRead < 1 ? "about " + Math.round(rows / fractionRead) : rows)
                    + " rows of " + width
                    + " features)";
            MaxHeap.require(all, Double.BYTES * (width + 1.0) * rows / Math.max(fractionRead, Double.MIN_NORMAL), FEWER,
                    DataRemedy.STREAMING);
            long room = Math.max(rows, Math.min(MaxHeap.LONGEST_ARRAY / width, rows + rows / 2));
            targets = copy(targets, room, all);
            features = copy(features, room * width, all);
        }
    }

    private static double[] copy(double[] values, long length, String what) {
        double[] copy = MaxHeap.numbers(what, length, FEWER, DataRemedy.STREAMING);
        System.arraycopy(values, 0, copy, 0, values.length);
        return copy;
    }

    /** The number of rows. */
    public int count() {
        return count;
    }

    /**
     * A subset of the rows as examples.
     *
     * @param order the indices of the rows, from 0; not copied
     */
    public Examples examples(int[] order) {
        return Examples.ofRows(features, width, order, classes == 0
                ? new Targets.Values(Arrays.stream(order).mapToDouble(row -> targets[row]).toArray())
                : new Targets.Labels(Arrays.stream(order).map(row -> (int) targets[row]).toArray(), classes));
    }
}
