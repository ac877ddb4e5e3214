package bn.benchmarks.roofline;

import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.worker.Case;

/**
 * The memory traffic of batch norm without its arithmetic. 5 passes over an array are the minimum: forward reads x and writes y,
 * backward reads x and dy and writes dx. With 8 passes, the reductions before forward (of x) and before backward (of x and dy)
 * are included; they cause traffic if the data do not stay in a cache.
 */
final class MemoryBandwidthCase implements Case {
    private final ParallelThreads threads;
    private final boolean reductions;
    private final float[] x;
    private final float[] dy;
    private final float[] y;
    private final float[] dx;
    private final float[] sums;

    MemoryBandwidthCase(BatchNormTask task, ParallelThreads threads, boolean reductions) {
        this.threads = threads;
        this.reductions = reductions;
        x = task.x();
        dy = task.dy();
        y = new float[x.length];
        dx = new float[x.length];
        sums = new float[threads.size()];
    }

    @Override
    public void run() {
        threads.run(part -> {
            int from = bound(part);
            int to = bound(part + 1);
            if (reductions) {
                sums[part] += StreamKernels.sum(x, from, to);
                threads.barrier();
            }
            StreamKernels.copy(x, y, from, to);
        });
        threads.run(part -> {
            int from = bound(part);
            int to = bound(part + 1);
            if (reductions) {
                sums[part] += StreamKernels.dot(x, dy, from, to);
                threads.barrier();
            }
            StreamKernels.triad(dy, x, dx, from, to);
        });
    }

    private int bound(int part) {
        return part == threads.size() ? x.length
                : (int) ((long) x.length * part / threads.size()) / StreamKernels.STEP * StreamKernels.STEP;
    }

    @Override
    public void check() {
        run();
        for (int i = 0; i < x.length; i++) {
            // The first is the same computation. The second is rounded once instead of twice: within one unit in the last place.
            if (y[i] != x[i] * 1.0001f || Math.abs(dx[i] - (dy[i] * 0.5 + x[i])) > Math.ulp(Math.abs(dy[i]) + Math.abs(x[i]))) {
                throw new IllegalStateException("element " + i + " was not computed");
            }
        }
    }
}
