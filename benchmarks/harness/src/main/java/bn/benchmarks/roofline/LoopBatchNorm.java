package bn.benchmarks.roofline;

import bn.benchmarks.task.BatchNormTask;

/** Plain loops, as a first version would have them. HotSpot does not vectorise them, because the two indices of a loop differ. */
class LoopBatchNorm extends BatchNorm {

    LoopBatchNorm(BatchNormTask task, ParallelThreads threads) {
        super(task, threads);
    }

    @Override
    void moments(float[] x, int fromRow, int toRow, float[] sum, float[] squares) {
        for (int i = fromRow; i < toRow; i++) {
            int row = i * channels;
            for (int j = 0; j < channels; j++) {
                float value = x[row + j] - first[j];
                sum[j] += value;
                squares[j] += value * value;
            }
        }
    }

    @Override
    void normalize(float[] x, float[] y, int fromRow, int toRow) {
        for (int i = fromRow; i < toRow; i++) {
            int row = i * channels;
            for (int j = 0; j < channels; j++) {
                y[row + j] = x[row + j] * scale[j] + shift[j];
            }
        }
    }

    @Override
    void gradients(float[] x, float[] dy, int fromRow, int toRow, float[] sum, float[] product) {
        for (int i = fromRow; i < toRow; i++) {
            int row = i * channels;
            for (int j = 0; j < channels; j++) {
                sum[j] += dy[row + j];
                product[j] += dy[row + j] * (x[row + j] - mean[j]);
            }
        }
    }

    @Override
    void inputGradient(float[] x, float[] dy, float[] dx, int fromRow, int toRow) {
        for (int i = fromRow; i < toRow; i++) {
            int row = i * channels;
            for (int j = 0; j < channels; j++) {
                dx[row + j] = dy[row + j] * scale[j] + ((x[row + j] - mean[j]) * b[j] + d[j]);
            }
        }
    }
}
