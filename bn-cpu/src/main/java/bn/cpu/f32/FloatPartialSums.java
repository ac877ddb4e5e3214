package bn.cpu.f32;

import bn.cpu.channels.TileBuffer;
import bn.cpu.threads.ThreadTeam;
import java.nio.FloatBuffer;

/** Adds up partial results of the same length, in order. */
public final class FloatPartialSums {
    private final ThreadTeam team;
    private final float[][] sums;
    private final float[][] addends;

    /** Sums by the threads of a team. */
    public FloatPartialSums(ThreadTeam team) {
        this.team = team;
        sums = new float[team.size()][TileBuffer.LENGTH];
        addends = new float[team.size()][TileBuffer.LENGTH];
    }

    /**
     * Adds them up.
     *
     * @param partial the results, one after the other
     * @param parts number of results
     * @param length number of elements of a result
     * @param target receives the sums; may be the first result
     */
    public void compute(FloatBuffer partial, int parts, int length, FloatBuffer target) {
        team.parallelFor((long) parts * length, length, TileBuffer.WIDTH, (thread, from, to) -> {
            for (int at = from; at < to; at += TileBuffer.WIDTH) {
                int width = Math.min(TileBuffer.WIDTH, to - at);
                partial.get(at, sums[thread], 0, width);
                for (int part = 1; part < parts; part++) {
                    partial.get(part * length + at, addends[thread], 0, width);
                    FloatArithmeticRows.add(sums[thread], addends[thread], width);
                }
                target.put(at, sums[thread], 0, width);
            }
        });
    }
}
