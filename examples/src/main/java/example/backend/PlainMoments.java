package example.backend;

import bn.api.Moments;
import bn.api.Tensor;
import bn.api.kernel.MomentsAccumulator;

/** Mean and scatter in float64: those of a batch in two passes, then merged (Chan, Golub and LeVeque 1983). */
final class PlainMoments implements MomentsAccumulator {
    private long count;
    private final double[] mean;
    private final double[] batchMean;
    /** Row-major; only j <= i of (i, j) is kept, the rest is the same. */
    private final double[] scatterMatrix;

    PlainMoments(int features) {
        mean = new double[features];
        batchMean = new double[features];
        scatterMatrix = new double[features * features];
    }

    @Override
    public void add(Tensor x) {
        PlainTensor values = (PlainTensor) x;
        int d = mean.length;
        int rows = x.shape().size(0);
        double share = rows / (double) (count + rows);
        for (int i = 0; i < d; i++) {
            double sum = 0;
            for (int n = 0; n < rows; n++) {
                sum += values.get(n * d + i);
            }
            batchMean[i] = sum / rows;
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double apart = count * share * (batchMean[i] - mean[i]) * (batchMean[j] - mean[j]);
                scatterMatrix[i * d + j] += apart + batchScatter(values, rows, i, j);
            }
        }
        for (int i = 0; i < d; i++) {
            mean[i] += share * (batchMean[i] - mean[i]);
        }
        count += rows;
    }

    private double batchScatter(PlainTensor values, int rows, int i, int j) {
        int d = mean.length;
        double sum = 0;
        for (int n = 0; n < rows; n++) {
            sum += (values.get(n * d + i) - batchMean[i]) * (values.get(n * d + j) - batchMean[j]);
        }
        return sum;
    }

    @Override
    public Moments result() {
        if (count == 0) {
            throw new IllegalStateException("no moments: nothing was added");
        }
        int d = mean.length;
        double[] whole = scatterMatrix.clone();
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                whole[j * d + i] = whole[i * d + j];
            }
        }
        return new Moments(count, mean.clone(), whole);
    }

    @Override
    public void close() {
        // The arrays go with this object.
    }
}
