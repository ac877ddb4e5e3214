package bn.conformance.reference;

import bn.api.Moments;
import bn.api.Tensor;
import bn.api.kernel.MomentsAccumulator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps all rows, and computes their moments in two passes at the end. */
final class ReferenceMoments implements MomentsAccumulator {
    private final int features;
    private final List<double[]> rows = new ArrayList<>();

    ReferenceMoments(int features) {
        this.features = features;
    }

    @Override
    public void add(Tensor x) {
        double[] values = x.toDoubles();
        for (int from = 0; from < values.length; from += features) {
            rows.add(Arrays.copyOfRange(values, from, from + features));
        }
    }

    @Override
    public Moments result() {
        if (rows.isEmpty()) {
            throw new IllegalStateException("no moments: nothing was added");
        }
        double[] mean = new double[features];
        for (int i = 0; i < features; i++) {
            CompensatedSum sum = new CompensatedSum();
            for (double[] row : rows) {
                sum.add(row[i]);
            }
            mean[i] = sum.value() / rows.size();
        }
        double[] scatterMatrix = new double[features * features];
        for (int i = 0; i < features; i++) {
            for (int j = 0; j < features; j++) {
                CompensatedSum sum = new CompensatedSum();
                for (double[] row : rows) {
                    sum.add((row[i] - mean[i]) * (row[j] - mean[j]));
                }
                scatterMatrix[i * features + j] = sum.value();
            }
        }
        return new Moments(rows.size(), mean, scatterMatrix);
    }

    @Override
    public void close() {
        rows.clear();
    }
}
