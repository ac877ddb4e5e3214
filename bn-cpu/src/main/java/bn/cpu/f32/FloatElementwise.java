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
    private final FloatRowSums[] sums;
    private final FloatRepeatedRow[] rows;
    /** For rows that may not fit into a tile. */
    private final float[][] products;

    FloatElementwise(ThreadTeam team) {
        this.team = team;
        first = new float[team.size()][TileBuffer.LENGTH];
        second = new float[team.size()][TileBuffer.LENGTH];
        sums = Stream.generate(FloatRowSums::new).limit(team.size()).toArray(FloatRowSums[]::new);
        rows = Stream.generate(FloatRepeatedRow::new).limit(team.size()).toArray(FloatRepeatedRow[]::new);
        products = new float[team.size()][0];
    }

    /** Overwrites x with a function of x and y. */
    private interface TileFunction {
        void apply(float[] x, float[] y, int width);
    }

    @Override
    public void add(Tensor a, Tensor b, Activation activation, Tensor y) {
        if (activation.equals(Activation.RELU)) {
            forEachTile(a, b, y, (p, q, width) -> {
                FloatArithmeticRows.add(p, q, width);
                FloatActivationRows.relu(p, width);
            });
        } else {
            forEachTile(a, b, y, FloatArithmeticRows::add);
        }
    }

    @Override
    public void multiply(Tensor a, Tensor b, Tensor y) {
        forEachTile(a, b, y, FloatArithmeticRows::multiply);
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
        int channels = factors.shape().size(1);
        int length = xs.capacity() / factors.shape().size(0);
        team.parallelFor(xs.capacity(), factors.shape().size(0), 1, (thread, from, to) -> {
            FloatRepeatedRow row = rows[thread];
            for (int image = from; image < to; image++) {
                row.set(fs, image * channels, channels);
                int together = row.repeats() * channels;
                if (products[thread].length < together) {
                    products[thread] = new float[together];
                }
                for (int i = 0; i < length; i += together) {
                    int width = Math.min(together, length - i);
                    xs.get(image * length + i, products[thread], 0, width);
                    FloatArithmeticRows.multiply(products[thread], row.values, width);
                    ys.put(image * length + i, products[thread], 0, width);
                }
            }
        });
    }

    @Override
    public void scaleChannelsBackward(Tensor x, Tensor dy, Tensor dFactors) {
        FloatBuffer xs = floats(x);
        FloatBuffer dys = floats(dy);
        FloatBuffer target = floats(dFactors);
        int channels = dFactors.shape().size(1);
        int positions = xs.capacity() / target.capacity();
        team.parallelFor(xs.capacity(), dFactors.shape().size(0), 1, (thread, from, to) -> {
            for (int image = from; image < to; image++) {
                sums[thread].clear(channels);
                sums[thread].addProducts(xs, dys, image * positions, positions);
                for (int c = 0; c < channels; c++) {
                    target.put(image * channels + c, (float) sums[thread].sums[c]);
                }
            }
        });
    }
}
