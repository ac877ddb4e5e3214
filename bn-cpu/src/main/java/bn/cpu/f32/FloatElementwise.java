package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ElementwiseKernel;
import bn.cpu.channels.TileBuffer;
import bn.cpu.threads.ThreadTeam;
import java.nio.FloatBuffer;
import java.util.stream.Stream;

/** Sums and products of tensors, tile by tile. */
final class FloatElementwise implements ElementwiseKernel {
    private final ThreadTeam team;
    private final float[][] first;
    private final float[][] second;
    private final FloatLaneSums[] sums;

    FloatElementwise(ThreadTeam team) {
        this.team = team;
        first = new float[team.size()][TileBuffer.LENGTH];
        second = new float[team.size()][TileBuffer.LENGTH];
        sums = Stream.generate(FloatLaneSums::new).limit(team.size()).toArray(FloatLaneSums[]::new);
    }

    /** Overwrites x with a function of x and y. */
    private interface TileFunction {
        void apply(float[] x, float[] y, int width);
    }

    @Override
    public void add(Tensor a, Tensor b, Activation activation, Tensor y) {
        if (activation.equals(Activation.RELU)) {
            forEachTile(a, b, y, (p, q, width) -> {
                FloatPlaneRows.add(p, q, width);
                FloatActivationRows.relu(p, width);
            });
        } else {
            forEachTile(a, b, y, FloatPlaneRows::add);
        }
    }

    @Override
    public void multiply(Tensor a, Tensor b, Tensor y) {
        forEachTile(a, b, y, FloatPlaneRows::multiply);
    }

    private void forEachTile(Tensor a, Tensor b, Tensor y, TileFunction function) {
        FloatBuffer as = floats(a);
        FloatBuffer bs = floats(b);
        FloatBuffer ys = floats(y);
        team.parallelFor(ys.capacity(), ys.capacity(), TileBuffer.WIDTH, (thread, from, to) -> {
            for (int i = from; i < to; i += TileBuffer.WIDTH) {
                int width = Math.min(TileBuffer.WIDTH, to - i);
                as.get(i, first[thread], 0, width);
                bs.get(i, second[thread], 0, width);
                function.apply(first[thread], second[thread], width);
                ys.put(i, first[thread], 0, width);
            }
        });
    }

    @Override
    public void scaleChannels(Tensor x, Tensor factors, Tensor y) {
        FloatBuffer xs = floats(x);
        FloatBuffer fs = floats(factors);
        FloatBuffer ys = floats(y);
        int length = xs.capacity() / fs.capacity();
        team.parallelFor(xs.capacity(), fs.capacity(), 1, (thread, from, to) -> {
            float[] tile = first[thread];
            for (int channel = from; channel < to; channel++) {
                for (int i = channel * length; i < (channel + 1) * length; i += TileBuffer.WIDTH) {
                    int width = Math.min(TileBuffer.WIDTH, (channel + 1) * length - i);
                    xs.get(i, tile, 0, width);
                    FloatPlaneRows.scale(tile, fs.get(channel), width);
                    ys.put(i, tile, 0, width);
                }
            }
        });
    }

    @Override
    public void scaleChannelsBackward(Tensor x, Tensor dy, Tensor dFactors) {
        FloatBuffer xs = floats(x);
        FloatBuffer dys = floats(dy);
        FloatBuffer target = floats(dFactors);
        int length = xs.capacity() / target.capacity();
        team.parallelFor(xs.capacity(), target.capacity(), 1, (thread, from, to) -> {
            for (int channel = from; channel < to; channel++) {
                sums[thread].addProducts(xs, dys, channel * length, length);
                target.put(channel, (float) sums[thread].sum());
            }
        });
    }
}
