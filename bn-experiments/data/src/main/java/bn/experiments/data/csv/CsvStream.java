package bn.experiments.data.csv;

import bn.experiments.data.RowStream;
import java.util.Arrays;

/** The rows of a CSV file as features and targets. */
final class CsvStream implements RowStream {
    private final CsvRows rows;
    private final TargetColumn target;
    private final int classes;

    /** Rows not read yet, of a target column that was looked at as far as needed. */
    CsvStream(CsvRows rows, TargetColumn target) {
        this.rows = rows;
        this.target = target;
        classes = target.classes().size();
    }

    @Override
    public int features() {
        return rows.width();
    }

    @Override
    public int targets() {
        return Math.max(1, classes);
    }

    @Override
    public int read(double[] into, int most) {
        int width = features() + targets();
        int count = 0;
        while (count < most && rows.next()) {
            rows.features(into, count * width);
            int place = count * width + features();
            if (classes == 0) {
                into[place] = target.value(rows);
            } else {
                Arrays.fill(into, place, place + classes, 0);
                into[place + target.label(rows)] = 1;
            }
            count++;
        }
        return count;
    }

    @Override
    public void finish() {
        rows.finish();
    }

    @Override
    public double share() {
        return rows.share();
    }

    @Override
    public void close() {
        rows.close();
    }
}
