package bn.opencl.kernel;

import static bn.opencl.kernel.OpenClKernels.NO_SCALARS;
import static bn.opencl.memory.HeapTensor.at;

import bn.api.Moments;
import bn.api.Moments;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.MomentsAccumulator;
import bn.opencl.memory.Heap;
import bn.opencl.program.Op;
import java.util.Arrays;

/**
 * Moments on the device, some rows at a time: these are centred on their own mean, and the product with themselves is added to
 * the scatter. One more row is the step between the means, scaled as Chan, Golub and LeVeque (1983) merge them. Means are kept
 * with what their rounding left, so that none loses digits where it is far from 0.
 */
final class OpenClMoments implements MomentsAccumulator {
    private static final int ROWS = 1024;

    private static final int LINES = 7;

    private final Heap heap;
    private final int features;
    private final int length;
    /** The slice: lines of so many features, the scatter, the centred rows. */
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
    private final Scratch scratch;
    private long count;
    private boolean open = true;

    OpenClMoments(Heap heap, int features) {
        this.heap = heap;
        this.features = features;
        scratch = new Scratch(heap);
        length = Math.toIntExact(((long) features + LINES + ROWS + 1) * features);
        slice = heap.take(length, "an accumulator of moments of " + features + " features");
        mean = slice;
        rest = slice + features;
        newMean = slice + 2 * features;
        newRest = slice + 3 * features;
        ones = slice + 4 * features;
        zeros = slice + 5 * features;
        unused = slice + 6 * features;
        scatter = slice + LINES * features;
        centred = scatter + features * features;
        heap.runOnElements(Op.CLEAR, length, NO_SCALARS, slice, length);
        double[] one = new double[features];
        Arrays.fill(one, 1);
        heap.staging().write(one, 0, ones, features);
    }

    @Override
    public void add(Tensor x) {
        int rows = x.shape().size(0);
        for (int i = 0; i < rows; i += ROWS) {
            add(at(x) + i * features, Math.min(ROWS, rows - i));
        }
    }

    private void add(int x, int rows) {
        Columns all = Columns.of(heap, Shape.of(rows, features));
        int parts = scratch.reserve(all.scratch());
        double[] scalars = {0, Double.NEGATIVE_INFINITY};
        // Normalized with variance 1, gamma 1 and beta 0, which takes off the mean and changes nothing else.
        int[] statistics = {x, 0, ones, zeros, newMean, unused, newRest, centred, rows, features, 1, all.rowsEach(), parts};
        heap.run(Op.NORM_STATISTICS, heap.work().columns(features, all.parts()), scalars, statistics);
        heap.run(Op.NORM_MERGE, heap.work().items(features), scalars, statistics);
        statistics[5] = ones;
        heap.run(Op.NORM_APPLY, heap.work().columns(features, all.parts()), scalars, statistics);
        int centredRows = rows;
        if (count == 0) {
            heap.runOnElements(Op.COPY, 2 * features, NO_SCALARS, newMean, mean, 2 * features);
        } else {
            double share = (double) rows / (count + rows);
            heap.runOnElements(Op.MOMENTS_STEP, features, new double[] {share, Math.sqrt(count * share)}, newMean, newRest,
                    mean, rest, centred + rows * features, features);
            centredRows++;
        }
        Product.ofTransposed(centred, centred, features, features, centredRows).accumulate(heap, scatter);
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
        heap.staging().read(mean, features, means, 0);
        heap.staging().read(rest, features, rests, 0);
        heap.staging().read(scatter, full.length, full, 0);
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
            heap.release(slice, length);
            scratch.close();
        }
    }
}
