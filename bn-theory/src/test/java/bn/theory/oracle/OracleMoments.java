package bn.theory.oracle;

import bn.api.Moments;
import bn.api.Tensor;
import bn.api.kernel.MomentsAccumulator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps all rows, and takes their moments by two passes at the end. */
final class OracleMoments implements MomentsAccumulator {
    private final List<double[]> rows = new ArrayList<>();
    private final int features;

    OracleMoments(int features) {
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
        return Samples.moments(rows.toArray(double[][]::new));
    }

    @Override
    public void close() { }
}
