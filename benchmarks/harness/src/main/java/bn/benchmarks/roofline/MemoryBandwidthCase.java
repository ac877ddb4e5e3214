package bn.benchmarks.roofline;

import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.worker.Case;

/**
 * The traffic of batch norm without batch norm: 5 passes, the least (x to y; x and dy to dx), or 8, with the reductions that
 * come before each half (of x; of x and dy), which are traffic where the data do not stay in a cache.
 */
final class MemoryCase implements Case {
    private final Team team;
    private final boolean reductions;
    private final float[] x;
    private final float[] dy;
    private final float[] y;
    private final float[] dx;
    private final float[] sums;

    MemoryCase(BatchNormTask task, Team team, boolean reductions) {
        this.team = team;
        this.reductions = reductions;
        x = task.x();
        dy = task.dy();
        y = new float[x.length];
        dx = new float[x.length];
        sums = new float[team.size()];
    }

    @Override
    public void run() {
        team.run(part -> {
            int from = bound(part);
            int to = bound(part + 1);
            if (reductions) {
                sums[part] += Traffic.sum(x, from, to);
                team.meet();
            }
            Traffic.copy(x, y, from, to);
        });
        team.run(part -> {
            int from = bound(part);
            int to = bound(part + 1);
            if (reductions) {
                sums[part] += Traffic.dot(x, dy, from, to);
                team.meet();
            }
            Traffic.triad(dy, x, dx, from, to);
        });
    }

    private int bound(int part) {
        return part == team.size() ? x.length : (int) ((long) x.length * part / team.size()) / Traffic.STEP * Traffic.STEP;
    }

    @Override
    public void check() {
        run();
        for (int i = 0; i < x.length; i++) {
            // Computed in the same way, but for the fused rounding of the second: within one unit in the last place of a term.
            if (y[i] != x[i] * 1.0001f || Math.abs(dx[i] - (dy[i] * 0.5 + x[i])) > Math.ulp(Math.abs(dy[i]) + Math.abs(x[i]))) {
                throw new IllegalStateException("element " + i + " was not reached");
            }
        }
    }
}
