package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ActivationKernel;
import bn.cpu.channels.TileBuffer;
import bn.cpu.threads.ThreadTeam;
import java.nio.FloatBuffer;

/** Activation functions as kernels of their own, tile by tile. */
final class FloatActivation implements ActivationKernel {
    private final ThreadTeam team;
    private final float[][] values;
    private final float[][] gradients;

    FloatActivation(ThreadTeam team) {
        this.team = team;
        values = new float[team.size()][TileBuffer.LENGTH];
        gradients = new float[team.size()][TileBuffer.LENGTH];
    }

    @Override
    public void forward(Activation activation, Tensor x, Tensor y) {
        FloatBuffer xs = floats(x);
        FloatBuffer ys = floats(y);
        team.parallelFor(xs.capacity(), xs.capacity(), TileBuffer.WIDTH, (thread, from, to) -> {
            float[] tile = values[thread];
            for (int i = from; i < to; i += TileBuffer.WIDTH) {
                int width = Math.min(TileBuffer.WIDTH, to - i);
                xs.get(i, tile, 0, width);
                if (activation.equals(Activation.RELU)) {
                    relu(tile, width);
                }
                ys.put(i, tile, 0, width);
            }
        });
    }

    @Override
    public void backward(Activation activation, Tensor y, Tensor dy, Tensor dx) {
        FloatBuffer ys = floats(y);
        FloatBuffer dys = floats(dy);
        FloatBuffer dxs = floats(dx);
        team.parallelFor(ys.capacity(), ys.capacity(), TileBuffer.WIDTH, (thread, from, to) -> {
            float[] gradient = gradients[thread];
            for (int i = from; i < to; i += TileBuffer.WIDTH) {
                int width = Math.min(TileBuffer.WIDTH, to - i);
                dys.get(i, gradient, 0, width);
                if (activation.equals(Activation.RELU)) {
                    ys.get(i, values[thread], 0, width);
                    reluGradient(values[thread], gradient, width);
                }
                dxs.put(i, gradient, 0, width);
            }
        });
    }

    private static void relu(float[] x, int width) {
        for (int j = 0; j < width; j++) {
            x[j] = Math.max(x[j], 0);
        }
    }

    /**
     * g = g where y > 0, else 0, for outputs y of a ReLU. HotSpot does not vectorise a conditional. Instead g is multiplied by 0
     * or 1: multiplying y by the largest number twice makes every y > 0, even the smallest, at least 1.
     */
    static void reluGradient(float[] y, float[] g, int width) {
        for (int j = 0; j < width; j++) {
            g[j] *= Math.min(1, y[j] * Float.MAX_VALUE * Float.MAX_VALUE);
        }
    }
}
