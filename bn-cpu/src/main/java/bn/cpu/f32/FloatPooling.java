package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.api.kernel.Pooling;
import bn.api.kernel.PoolingKernel;
import bn.api.kernel.Window;
import bn.cpu.images.WindowLayout;
import bn.cpu.threads.ThreadTeam;
import java.nio.FloatBuffer;
import java.util.stream.Stream;

/** Poolings, image by image. */
final class FloatPooling implements PoolingKernel {
    private final ThreadTeam team;
    private final FloatMaxPooling[] largest;
    private final FloatAveragePooling[] averages;
    private final FloatRowSums[] sums;
    private final FloatRepeatedRow[] gradients;

    FloatPooling(ThreadTeam team) {
        this.team = team;
        largest = Stream.generate(FloatMaxPooling::new).limit(team.size()).toArray(FloatMaxPooling[]::new);
        averages = Stream.generate(FloatAveragePooling::new).limit(team.size()).toArray(FloatAveragePooling[]::new);
        sums = Stream.generate(FloatRowSums::new).limit(team.size()).toArray(FloatRowSums[]::new);
        gradients = Stream.generate(FloatRepeatedRow::new).limit(team.size()).toArray(FloatRepeatedRow[]::new);
    }

    @Override
    public void forward(Pooling pooling, Window window, Tensor x, Tensor y) {
        FloatBuffer xs = floats(x);
        FloatBuffer ys = floats(y);
        WindowLayout layout = new WindowLayout(window, x.shape());
        forEachImage(layout, x, (thread, from, to) -> {
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
        WindowLayout layout = new WindowLayout(window, dx.shape());
        forEachImage(layout, dx, (thread, from, to) -> {
            if (pooling == Pooling.MAX) {
                largest[thread].backward(layout, floats(x), floats(y), dys, dxs, from, to);
            } else {
                averages[thread].backward(pooling, layout, dys, dxs, from, to);
            }
        });
    }

    private void forEachImage(WindowLayout layout, Tensor images, ThreadTeam.RangeTask task) {
        int count = images.shape().size(0);
        long outputs = (long) count * layout.outputHeight() * layout.outputWidth() * layout.channels();
        team.parallelFor(outputs * layout.taps(), count, 1, task);
    }

    @Override
    public void globalAverage(Tensor x, Tensor y) {
        FloatBuffer xs = floats(x);
        FloatBuffer ys = floats(y);
        int channels = y.shape().size(1);
        int positions = xs.capacity() / ys.capacity();
        team.parallelFor(xs.capacity(), y.shape().size(0), 1, (thread, from, to) -> {
            FloatRowSums rows = sums[thread];
            for (int image = from; image < to; image++) {
                rows.clear(channels);
                rows.add(xs, image * positions, positions);
                for (int c = 0; c < channels; c++) {
                    ys.put(image * channels + c, (float) (rows.sums[c] / positions));
                }
            }
        });
    }

    @Override
    public void globalAverageBackward(Tensor dy, Tensor dx) {
        FloatBuffer dys = floats(dy);
        FloatBuffer dxs = floats(dx);
        int channels = dy.shape().size(1);
        int positions = dxs.capacity() / dys.capacity();
        team.parallelFor(dxs.capacity(), dy.shape().size(0), 1, (thread, from, to) -> {
            FloatRepeatedRow gradient = gradients[thread];
            for (int image = from; image < to; image++) {
                gradient.set(dys, image * channels, channels);
                for (int k = 0; k < gradient.repeats() * channels; k++) {
                    gradient.values[k] /= positions;
                }
                gradient.fill(dxs, image * positions, positions);
            }
        });
    }
}
