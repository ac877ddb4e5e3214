package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ActivationKernel;
import bn.cpu.channels.Tile;
import bn.cpu.threads.Team;
import java.nio.FloatBuffer;

/** Activations on their own, tile by tile. */
final class FloatActivation implements ActivationKernel {
    private final Team team;
    private final float[][] values;
    private final float[][] gradients;

    FloatActivation(Team team) {
        this.team = team;
        values = new float[team.size()][Tile.LENGTH];
        gradients = new float[team.size()][Tile.LENGTH];
    }

    @Override
    public void forward(Activation activation, Tensor x, Tensor y) {
        FloatBuffer xs = floats(x);
        FloatBuffer ys = floats(y);
        team.split(xs.capacity(), xs.capacity(), Tile.WIDTH, (part, from, to) -> {
            float[] tile = values[part];
            for (int i = from; i < to; i += Tile.WIDTH) {
                int width = Math.min(Tile.WIDTH, to - i);
                xs.get(i, tile, 0, width);
                if (activation == Activation.RELU) {
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
        team.split(ys.capacity(), ys.capacity(), Tile.WIDTH, (part, from, to) -> {
            float[] gradient = gradients[part];
            for (int i = from; i < to; i += Tile.WIDTH) {
                int width = Math.min(Tile.WIDTH, to - i);
                dys.get(i, gradient, 0, width);
                if (activation == Activation.RELU) {
                    ys.get(i, values[part], 0, width);
                    reluGradient(values[part], gradient, width);
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
     * g = g where y is above 0, else 0, for y that came out of ReLU. HotSpot does not vectorise a choice; the product takes every
     * y above 0, the smallest too, to at least 1.
     */
    static void reluGradient(float[] y, float[] g, int width) {
        for (int j = 0; j < width; j++) {
            g[j] *= Math.min(1, y[j] * Float.MAX_VALUE * Float.MAX_VALUE);
        }
    }
}
