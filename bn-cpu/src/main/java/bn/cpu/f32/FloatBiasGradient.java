package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.cpu.images.Parts;
import bn.cpu.threads.ThreadTeam;
import java.nio.FloatBuffer;
import java.util.stream.Stream;

/** The gradient of a convolution with respect to the bias: the sums of the channels over all positions. */
public final class FloatBiasGradient {
    private final ThreadTeam team;
    private final FloatRowSums[] sums;
    private double[] partial = {};

    /** Sums by the threads of a team. */
    public FloatBiasGradient(ThreadTeam team) {
        this.team = team;
        sums = Stream.generate(FloatRowSums::new).limit(team.size()).toArray(FloatRowSums[]::new);
    }

    /**
     * Computes it.
     *
     * @param dy gradient with respect to the outputs, N x O x H' x W'
     * @param dBias receives the sums, shape O
     */
    public void compute(Tensor dy, Tensor dBias) {
        FloatBuffer dys = floats(dy);
        FloatBuffer target = floats(dBias);
        int channels = target.capacity();
        Parts parts = Parts.withResults(dys.capacity() / channels, channels);
        if (partial.length < parts.parts() * channels) {
            partial = new double[parts.parts() * channels];
        }
        team.parallelFor(dys.capacity(), parts.parts(), 1, (thread, from, to) -> {
            for (int part = from; part < to; part++) {
                sums[thread].clear(channels);
                sums[thread].add(dys, parts.first(part), parts.size(part));
                System.arraycopy(sums[thread].sums, 0, partial, part * channels, channels);
            }
        });
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int part = 0; part < parts.parts(); part++) {
                sum += partial[part * channels + c];
            }
            target.put(c, (float) sum);
        }
    }
}
