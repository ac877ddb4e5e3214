package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.CopyKernel;
import bn.cpu.channels.TileBuffer;
import bn.cpu.memory.CpuTensor;
import bn.cpu.threads.ThreadTeam;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.Stream;

/** Copies from buffer to buffer. */
final class FloatCopy implements CopyKernel {
    private final ThreadTeam team;
    private final float[][] tiles;
    private final FloatRowOrder[] rows;

    FloatCopy(ThreadTeam team) {
        this.team = team;
        tiles = new float[team.size()][TileBuffer.LENGTH];
        rows = Stream.generate(FloatRowOrder::new).limit(team.size()).toArray(FloatRowOrder[]::new);
    }

    /** Sets some elements, which follow each other, to a value. What was in the tile is lost. */
    private static void fill(FloatBuffer target, int start, int count, float value, float[] tile) {
        Arrays.fill(tile, 0, Math.min(count, TileBuffer.WIDTH), value);
        for (int i = 0; i < count; i += TileBuffer.WIDTH) {
            target.put(start + i, tile, 0, Math.min(TileBuffer.WIDTH, count - i));
        }
    }

    @Override
    public void fill(double value, Tensor y) {
        FloatBuffer ys = floats(y);
        team.parallelFor(ys.capacity(), ys.capacity(), TileBuffer.WIDTH,
                (thread, from, to) -> fill(ys, from, to - from, (float) value, tiles[thread]));
    }

    @Override
    public void reshape(Tensor x, Tensor y) {
        FloatBuffer xs = floats(x);
        FloatBuffer ys = floats(y);
        if (x.shape().equals(y.shape()) || !CpuTensor.isImages(x.shape()) && !CpuTensor.isImages(y.shape())) {
            team.parallelFor(ys.capacity(), ys.capacity(), TileBuffer.WIDTH,
                    (thread, from, to) -> ys.put(from, xs, from, to - from));
            return;
        }
        int length = (int) x.shape().rowElements();
        team.parallelFor(ys.capacity(), x.shape().size(0), 1, (thread, from, to) -> {
            FloatRowOrder row = rows[thread];
            for (int i = from; i < to; i++) {
                row.load(xs, i * length, x.shape());
                row.store(ys, i * length, y.shape());
            }
        });
    }

    @Override
    public void copyChannels(Tensor x, int from, int count, Tensor y, int to) {
        FloatBuffer xs = floats(x);
        FloatBuffer ys = floats(y);
        int source = x.shape().size(1);
        int target = y.shape().size(1);
        int positions = xs.capacity() / source;
        team.parallelFor((long) positions * count, positions, 1, (thread, first, last) -> {
            for (int position = first; position < last; position++) {
                ys.put(position * target + to, xs, position * source + from, count);
            }
        });
    }

    @Override
    public void pad(Tensor x, int top, int left, Tensor y) {
        FloatBuffer xs = floats(x);
        FloatBuffer ys = floats(y);
        Shape inner = x.shape();
        Shape outer = y.shape();
        int elements = (int) outer.rowElements();
        int length = inner.size(3) * inner.size(1);
        team.parallelFor(outer.elements(), outer.size(0), 1, (thread, from, to) -> {
            fill(ys, from * elements, (to - from) * elements, 0, tiles[thread]);
            for (int row = from * inner.size(2); row < to * inner.size(2); row++) {
                ys.put(index(inner, row, top, left, outer), xs, row * length, length);
            }
        });
    }

    @Override
    public void crop(Tensor x, int top, int left, Tensor y) {
        FloatBuffer xs = floats(x);
        FloatBuffer ys = floats(y);
        Shape outer = x.shape();
        Shape inner = y.shape();
        int length = inner.size(3) * inner.size(1);
        team.parallelFor(inner.elements(), inner.size(0) * inner.size(2), 1, (thread, from, to) -> {
            for (int row = from; row < to; row++) {
                ys.put(row * length, xs, index(inner, row, top, left, outer), length);
            }
        });
    }

    /** Where a row of the inner images, counted over all images, begins in the outer images. */
    private static int index(Shape inner, int row, int top, int left, Shape outer) {
        int image = row / inner.size(2);
        return ((image * outer.size(2) + top + row % inner.size(2)) * outer.size(3) + left) * outer.size(1);
    }
}
