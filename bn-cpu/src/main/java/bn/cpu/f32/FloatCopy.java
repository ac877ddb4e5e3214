package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.CopyKernel;
import bn.cpu.channels.TileBuffer;
import bn.cpu.threads.ThreadTeam;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Copies from buffer to buffer. */
final class FloatCopy implements CopyKernel {
    private final ThreadTeam team;
    private final float[][] tiles;

    FloatCopy(ThreadTeam team) {
        this.team = team;
        tiles = new float[team.size()][TileBuffer.LENGTH];
    }

    /** Sets some elements, which follow each other, to a value. What was in the tile is lost. */
    static void fill(FloatBuffer target, int start, int count, float value, float[] tile) {
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
        team.parallelFor(ys.capacity(), ys.capacity(), TileBuffer.WIDTH,
                (thread, from, to) -> ys.put(from, xs, from, to - from));
    }

    @Override
    public void copyChannels(Tensor x, int from, int count, Tensor y, int to) {
        FloatBuffer xs = floats(x);
        FloatBuffer ys = floats(y);
        int images = x.shape().size(0);
        int spatialSize = (int) (x.shape().rowElements() / x.shape().size(1));
        int length = count * spatialSize;
        int xRow = (int) x.shape().rowElements();
        int yRow = (int) y.shape().rowElements();
        team.parallelFor((long) images * length, images, 1, (thread, first, last) -> {
            for (int n = first; n < last; n++) {
                ys.put(n * yRow + to * spatialSize, xs, n * xRow + from * spatialSize, length);
            }
        });
    }

    @Override
    public void pad(Tensor x, int top, int left, Tensor y) {
        FloatBuffer xs = floats(x);
        FloatBuffer ys = floats(y);
        Shape inner = x.shape();
        Shape outer = y.shape();
        int elements = outer.size(2) * outer.size(3);
        team.parallelFor(outer.elements(), outer.size(0) * outer.size(1), 1, (thread, from, to) -> {
            fill(ys, from * elements, (to - from) * elements, 0, tiles[thread]);
            for (int row = from * inner.size(2); row < to * inner.size(2); row++) {
                ys.put(index(inner, row, top, left, outer), xs, row * inner.size(3), inner.size(3));
            }
        });
    }

    @Override
    public void crop(Tensor x, int top, int left, Tensor y) {
        FloatBuffer xs = floats(x);
        FloatBuffer ys = floats(y);
        Shape outer = x.shape();
        Shape inner = y.shape();
        team.parallelFor(inner.elements(), inner.size(0) * inner.size(1) * inner.size(2), 1, (thread, from, to) -> {
            for (int row = from; row < to; row++) {
                ys.put(row * inner.size(3), xs, index(inner, row, top, left, outer), inner.size(3));
            }
        });
    }

    /** Where a row of the inner images, counted over all planes, begins in the outer images. */
    private static int index(Shape inner, int row, int top, int left, Shape outer) {
        int plane = row / inner.size(2);
        return (plane * outer.size(2) + top + row % inner.size(2)) * outer.size(3) + left;
    }
}
