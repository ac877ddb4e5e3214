package bn.opencl.kernel;

import static bn.opencl.kernel.OpenClKernels.NO_SCALARS;
import static bn.opencl.memory.ArenaTensor.at;

import bn.api.Moments;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.MomentsAccumulator;
import bn.opencl.memory.DeviceArena;
import bn.opencl.program.Op;
import java.util.Arrays;

/**
 * Accumulates moments on the device, a block of rows at a time. A block B is centred on its own mean, and B^T B is added to the
 * scatter. One more row is appended to B: the difference between the mean of the block and the mean so far, scaled as in the
 * merging formula of Chan, Golub and LeVeque (1983). Each mean is kept as two numbers, the rounded mean and its rounding error,
 * so that no digits are lost where a mean is far from 0.
 */
final class OpenClMoments implements MomentsAccumulator {
    private static final int ROWS = 1024;

    /** Rows of the slice that hold one number for each feature. */
    private static final int VECTORS = 7;

    private final DeviceArena arena;
    private final int features;
    private final int length;
    /** Start of the slice: the vectors below, then the scatter, then the centred rows. */
    private final int slice;
    private final int mean;
    private final int rest;
    private final int newMean;
    private final int newRest;
    private final int ones;
    private final int zeros;
    private final int unused;
    private final int scatter;
    private final int centred;
    private final Workspace workspace;
    private long count;
    private boolean open = true;

    OpenClMoments(DeviceArena arena, int features) {
        this.arena = arena;
        this.features = features;
        workspace = new Workspace(arena);
        length = Math.toIntExact(((long) features + VECTORS + ROWS + 1) * features);
        slice = arena.allocate(length, "an accumulator of moments of " + features + " features");
        mean = slice;
        rest = slice + features;
        newMean = slice + 2 * features;
        newRest = slice + 3 * features;
        ones = slice + 4 * features;
        zeros = slice + 5 * features;
        unused = slice + 6 * features;
        scatter = slice + VECTORS * features;
        centred = scatter + features * features;
        arena.runOnElements(Op.FILL, length, NO_SCALARS, slice, length);
        double[] one = new double[features];
        Arrays.fill(one, 1);
        arena.staging().write(one, 0, ones, features);
    }

    @Override
    public void add(Tensor x) {
        int rows = x.shape().size(0);
        for (int i = 0; i < rows; i += ROWS) {
            add(at(x) + i * features, Math.min(ROWS, rows - i));
        }
    }

    private void add(int x, int rows) {
        BatchMatrix matrix = BatchMatrix.of(arena, Shape.of(rows, features));
        int parts = workspace.reserve(matrix.workspaceSize());
        double[] scalars = {0, Double.NEGATIVE_INFINITY};
        // Normalizing with variance 1, gamma 1 and beta 0 subtracts the mean and changes nothing else.
        int[] statistics = {x, 0, ones, zeros, newMean, unused, newRest, centred, rows, features, 1, matrix.rowsEach(), parts};
        arena.run(Op.NORM_STATISTICS, arena.geometry().columns(features, matrix.parts()), scalars, statistics);
        arena.run(Op.NORM_MERGE, arena.geometry().sums(features, 1), scalars, statistics);
        statistics[5] = ones;
        arena.run(Op.NORM_APPLY, arena.geometry().columns(features, matrix.parts()), scalars, statistics);
        int centredRows = rows;
        if (count == 0) {
            arena.runOnElements(Op.COPY, 2 * features, NO_SCALARS, newMean, mean, 2 * features);
        } else {
            double share = (double) rows / (count + rows);
            arena.runOnElements(Op.MOMENTS_STEP, features, new double[] {share, Math.sqrt(count * share)}, newMean, newRest,
                    mean, rest, centred + rows * features, features);
            centredRows++;
        }
        MatMul.leftTransposed(centred, centred, features, features, centredRows).accumulate(arena, scatter);
        count += rows;
    }

    @Override
    public Moments result() {
        if (count == 0) {
            throw new IllegalStateException("no moments: nothing was added");
        }
        double[] means = new double[features];
        double[] rests = new double[features];
        double[] full = new double[Math.multiplyExact(features, features)];
        arena.staging().read(mean, features, means, 0);
        arena.staging().read(rest, features, rests, 0);
        arena.staging().read(scatter, full.length, full, 0);
        for (int i = 0; i < features; i++) {
            means[i] += rests[i];
            for (int j = 0; j < i; j++) {
                full[i * features + j] = full[j * features + i];
            }
        }
        return new Moments(count, means, full);
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            arena.release(slice, length);
            workspace.close();
        }
    }
}
