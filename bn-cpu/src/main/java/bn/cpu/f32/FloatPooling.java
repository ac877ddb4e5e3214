package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.api.kernel.Pooling;
import bn.api.kernel.PoolingKernel;
import bn.api.kernel.Window;
import bn.cpu.channels.TileBuffer;
import bn.cpu.images.PlaneLayout;
import bn.cpu.threads.ThreadTeam;
import java.nio.FloatBuffer;
import java.util.stream.Stream;

/** Poolings, plane by plane. */
final class FloatPooling implements PoolingKernel {
    private final ThreadTeam team;
    private final FloatMaxPooling[] largest;
    private final FloatAveragePooling[] averages;
    private final FloatLaneSums[] sums;
    private final float[][] tiles;

    FloatPooling(ThreadTeam team) {
        this.team = team;
        largest = Stream.generate(FloatMaxPooling::new).limit(team.size()).toArray(FloatMaxPooling[]::new);
        averages = Stream.generate(FloatAveragePooling::new).limit(team.size()).toArray(FloatAveragePooling[]::new);
        sums = Stream.generate(FloatLaneSums::new).limit(team.size()).toArray(FloatLaneSums[]::new);
        tiles = new float[team.size()][TileBuffer.LENGTH];
    }

    @Override
    public void forward(Pooling pooling, Window window, Tensor x, Tensor y) {
        FloatBuffer xs = floats(x);
        FloatBuffer ys = floats(y);
        PlaneLayout layout = new PlaneLayout(window, x.shape());
        forEachPlane(layout, x, (thread, from, to) -> {
            if (pooling == Pooling.MAX) {
                largest[thread].forward(layout, xs, ys, from, to);
            } else {
                averages[thread].forward(pooling, layout, xs, ys, from, to);
            }
        });
    }

    @Override
    public void backward(Pooling pooling, Window window, Tensor x, Tensor y, Tensor dy, Tensor dx) {
        FloatBuffer dys = floats(dy);
        FloatBuffer dxs = floats(dx);
        PlaneLayout layout = new PlaneLayout(window, dx.shape());
        forEachPlane(layout, dx, (thread, from, to) -> {
            if (pooling == Pooling.MAX) {
                largest[thread].backward(layout, floats(x), floats(y), dys, dxs, from, to);
            } else {
                averages[thread].backward(pooling, layout, dys, dxs, from, to);
            }
        });
    }

    private void forEachPlane(PlaneLayout layout, Tensor images, ThreadTeam.RangeTask task) {
        int planes = images.shape().size(0) * images.shape().size(1);
        team.parallelFor((long) planes * layout.outputs() * layout.taps(), planes, 1, task);
    }

    @Override
    public void globalAverage(Tensor x, Tensor y) {
        FloatBuffer xs = floats(x);
        FloatBuffer ys = floats(y);
        int length = xs.capacity() / ys.capacity();
        team.parallelFor(xs.capacity(), ys.capacity(), 1, (thread, from, to) -> {
            for (int plane = from; plane < to; plane++) {
                sums[thread].add(xs, plane * length, length);
                ys.put(plane, (float) (sums[thread].sum() / length));
            }
        });
    }

    @Override
    public void globalAverageBackward(Tensor dy, Tensor dx) {
        FloatBuffer dys = floats(dy);
        FloatBuffer dxs = floats(dx);
        int length = dxs.capacity() / dys.capacity();
        team.parallelFor(dxs.capacity(), dys.capacity(), 1, (thread, from, to) -> {
            for (int plane = from; plane < to; plane++) {
                FloatCopy.fill(dxs, plane * length, length, dys.get(plane) / length, tiles[thread]);
            }
        });
    }
}
