package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.api.kernel.Adam;
import bn.api.kernel.AdamKernel;
import bn.cpu.channels.TileBuffer;
import bn.cpu.threads.ThreadTeam;
import java.nio.FloatBuffer;

/** Adam, tile by tile. The factors of a step are computed in double and rounded once. */
final class FloatAdam implements AdamKernel {
    private final ThreadTeam team;
    private final float[][] parameters;
    private final float[][] gradients;
    private final float[][] means;
    private final float[][] variances;

    FloatAdam(ThreadTeam team) {
        this.team = team;
        parameters = new float[team.size()][TileBuffer.LENGTH];
        gradients = new float[team.size()][TileBuffer.LENGTH];
        means = new float[team.size()][TileBuffer.LENGTH];
        variances = new float[team.size()][TileBuffer.LENGTH];
    }

    @Override
    public void adam(Tensor parameter, Tensor gradient, Tensor mean, Tensor variance, Adam step, long number) {
        FloatBuffer p = floats(parameter);
        FloatBuffer g = floats(gradient);
        FloatBuffer m = floats(mean);
        FloatBuffer v = floats(variance);
        float kept = (float) (step.decoupled() ? 1 - step.learningRate() * step.weightDecay() : 1);
        float decay = (float) (step.decoupled() ? 0 : step.weightDecay());
        float rate = (float) (step.learningRate() / (1 - Math.pow(step.beta1(), (double) number)));
        float correction = (float) (1 / Math.sqrt(1 - Math.pow(step.beta2(), (double) number)));
        team.parallelFor(p.capacity(), p.capacity(), TileBuffer.WIDTH, (thread, from, to) -> {
            for (int i = from; i < to; i += TileBuffer.WIDTH) {
                int width = Math.min(TileBuffer.WIDTH, to - i);
                p.get(i, parameters[thread], 0, width);
                g.get(i, gradients[thread], 0, width);
                m.get(i, means[thread], 0, width);
                v.get(i, variances[thread], 0, width);
                decay(parameters[thread], gradients[thread], kept, decay, width);
                average(gradients[thread], means[thread], (float) step.beta1(), (float) (1 - step.beta1()), width);
                averageSquares(gradients[thread], variances[thread], (float) step.beta2(), (float) (1 - step.beta2()), width);
                move(parameters[thread], means[thread], variances[thread], rate, correction, (float) step.eps(), width);
                p.put(i, parameters[thread], 0, width);
                m.put(i, means[thread], 0, width);
                v.put(i, variances[thread], 0, width);
            }
        });
    }

    private static void decay(float[] p, float[] g, float kept, float decay, int width) {
        for (int j = 0; j < width; j++) {
            g[j] += decay * p[j];
            p[j] *= kept;
        }
    }

    private static void average(float[] g, float[] mean, float oldWeight, float newWeight, int width) {
        for (int j = 0; j < width; j++) {
            mean[j] = oldWeight * mean[j] + newWeight * g[j];
        }
    }

    private static void averageSquares(float[] g, float[] mean, float oldWeight, float newWeight, int width) {
        for (int j = 0; j < width; j++) {
            mean[j] = oldWeight * mean[j] + newWeight * g[j] * g[j];
        }
    }

    /** p = p - rate mean / (sqrt(variance) correction + eps). */
    private static void move(float[] p, float[] mean, float[] variance, float rate, float correction, float eps, int width) {
        for (int j = 0; j < width; j++) {
            p[j] -= rate * mean[j] / ((float) Math.sqrt(variance[j]) * correction + eps);
        }
    }
}
