package bn.benchmarks.roofline;

import bn.benchmarks.task.BatchNormTask;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Loops by the Vector API. The number of channels must be a multiple of the lanes of a vector. */
final class VectorBatchNorm extends BatchNorm {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Rows that are added up in registers before the sums are stored. */
    private static final int STRIDE = 4;

    VectorBatchNorm(BatchNormTask task, ParallelThreads threads) {
        super(task, threads);
    }

    @Override
    void moments(float[] x, int fromRow, int toRow, float[] sum, float[] squares) {
        for (int i = fromRow; i < toRow; i += STRIDE) {
            int rows = Math.min(STRIDE, toRow - i);
            for (int j = 0; j < channels; j += LANES) {
                FloatVector origin = at(first, j);
                FloatVector s = at(sum, j);
                FloatVector q = at(squares, j);
                for (int r = 0; r < rows; r++) {
                    FloatVector value = at(x, (i + r) * channels + j).sub(origin);
                    s = s.add(value);
                    q = value.fma(value, q);
                }
                s.intoArray(sum, j);
                q.intoArray(squares, j);
            }
        }
    }

    @Override
    void normalize(float[] x, float[] y, int fromRow, int toRow) {
        for (int i = fromRow; i < toRow; i++) {
            int row = i * channels;
            for (int j = 0; j < channels; j += LANES) {
                at(x, row + j).fma(at(scale, j), at(shift, j)).intoArray(y, row + j);
            }
        }
    }

    @Override
    void gradients(float[] x, float[] dy, int fromRow, int toRow, float[] sum, float[] product) {
        for (int i = fromRow; i < toRow; i += STRIDE) {
            int rows = Math.min(STRIDE, toRow - i);
            for (int j = 0; j < channels; j += LANES) {
                FloatVector middle = at(mean, j);
                FloatVector s = at(sum, j);
                FloatVector p = at(product, j);
                for (int r = 0; r < rows; r++) {
                    FloatVector gradient = at(dy, (i + r) * channels + j);
                    s = s.add(gradient);
                    p = gradient.fma(at(x, (i + r) * channels + j).sub(middle), p);
                }
                s.intoArray(sum, j);
                p.intoArray(product, j);
            }
        }
    }

    @Override
    void inputGradient(float[] x, float[] dy, float[] dx, int fromRow, int toRow) {
        for (int i = fromRow; i < toRow; i++) {
            int row = i * channels;
            for (int j = 0; j < channels; j += LANES) {
                FloatVector fromX = at(x, row + j).sub(at(mean, j)).fma(at(b, j), at(d, j));
                at(dy, row + j).fma(at(scale, j), fromX).intoArray(dx, row + j);
            }
        }
    }

    private static FloatVector at(float[] values, int index) {
        return FloatVector.fromArray(SPECIES, values, index);
    }
}
