package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.api.kernel.Sgd;
import bn.api.kernel.UpdateKernel;
import bn.cpu.channels.TileBuffer;
import bn.cpu.threads.ThreadTeam;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Stochastic gradient descent, tile by tile. */
final class FloatSgd implements UpdateKernel {
    private final ThreadTeam team;
    private final float[][] parameters;
    private final float[][] gradients;
    private final float[][] velocities;

    FloatSgd(ThreadTeam team) {
        this.team = team;
        parameters = new float[team.size()][TileBuffer.LENGTH];
        gradients = new float[team.size()][TileBuffer.LENGTH];
        velocities = new float[team.size()][TileBuffer.LENGTH];
    }

    @Override
    public void sgd(Tensor parameter, Tensor gradient, Tensor velocity, Sgd step) {
        FloatBuffer p = floats(parameter);
        FloatBuffer g = floats(gradient);
        FloatBuffer v = floats(velocity);
        team.parallelFor(p.capacity(), p.capacity(), TileBuffer.WIDTH, (thread, from, to) -> {
            for (int i = from; i < to; i += TileBuffer.WIDTH) {
                int width = Math.min(TileBuffer.WIDTH, to - i);
                p.get(i, parameters[thread], 0, width);
                g.get(i, gradients[thread], 0, width);
                v.get(i, velocities[thread], 0, width);
                if (step.nesterov()) {
                    nesterovStep(parameters[thread], gradients[thread], velocities[thread], (float) step.learningRate(),
                            (float) step.momentum(), (float) step.weightDecay(), width);
                } else {
                    step(parameters[thread], gradients[thread], velocities[thread], (float) step.learningRate(),
                            (float) step.momentum(), (float) step.weightDecay(), width);
                }
                p.put(i, parameters[thread], 0, width);
                v.put(i, velocities[thread], 0, width);
            }
        });
    }

    private static void step(float[] p, float[] g, float[] v, float rate, float momentum, float decay, int width) {
        for (int j = 0; j < width; j++) {
            float moved = momentum * v[j] + (g[j] + decay * p[j]);
            v[j] = moved;
            p[j] = p[j] - rate * moved;
        }
    }

    private static void nesterovStep(float[] p, float[] g, float[] v, float rate, float momentum, float decay, int width) {
        for (int j = 0; j < width; j++) {
            float decayed = g[j] + decay * p[j];
            float moved = momentum * v[j] + decayed;
            v[j] = moved;
            p[j] = p[j] - rate * (decayed + momentum * moved);
        }
    }

    /**
     * The first half of a step: velocity = momentum velocity + weightDecay parameter. The caller then adds the gradient to it.
     */
    void prepareVelocity(Tensor parameter, Tensor velocity, Sgd step) {
        FloatBuffer p = floats(parameter);
        FloatBuffer v = floats(velocity);
        team.parallelFor(p.capacity(), p.capacity(), TileBuffer.WIDTH, (thread, from, to) -> {
            float[] old = velocities[thread];
            for (int i = from; i < to; i += TileBuffer.WIDTH) {
                int width = Math.min(TileBuffer.WIDTH, to - i);
                if (step.momentum() == 0) {
                    Arrays.fill(old, 0, width, 0);
                } else {
                    v.get(i, old, 0, width);
                    scale(old, (float) step.momentum(), width);
                }
                if (step.weightDecay() != 0) {
                    p.get(i, parameters[thread], 0, width);
                    add(old, parameters[thread], (float) step.weightDecay(), width);
                }
                v.put(i, old, 0, width);
            }
        });
    }

    /** The second half of a step: parameter = parameter - learningRate velocity. */
    void applyVelocity(Tensor parameter, Tensor velocity, Sgd step) {
        FloatBuffer p = floats(parameter);
        FloatBuffer v = floats(velocity);
        team.parallelFor(p.capacity(), p.capacity(), TileBuffer.WIDTH, (thread, from, to) -> {
            for (int i = from; i < to; i += TileBuffer.WIDTH) {
                int width = Math.min(TileBuffer.WIDTH, to - i);
                p.get(i, parameters[thread], 0, width);
                v.get(i, velocities[thread], 0, width);
                add(parameters[thread], velocities[thread], (float) -step.learningRate(), width);
                p.put(i, parameters[thread], 0, width);
            }
        });
    }

    private static void scale(float[] x, float factor, int width) {
        for (int j = 0; j < width; j++) {
            x[j] *= factor;
        }
    }

    private static void add(float[] x, float[] y, float factor, int width) {
        for (int j = 0; j < width; j++) {
            x[j] += factor * y[j];
        }
    }
}
