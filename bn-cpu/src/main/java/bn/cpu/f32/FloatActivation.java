package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ActivationKernel;
import bn.cpu.channels.TileBuffer;
import bn.cpu.threads.ThreadTeam;
import java.nio.FloatBuffer;
import java.util.stream.Stream;

/** Activation functions as kernels of their own, tile by tile. */
final class FloatActivation implements ActivationKernel {
    private final ThreadTeam team;
    private final float[][] values;
    private final float[][] gradients;
    private final FloatExponential[] exponentials;

    FloatActivation(ThreadTeam team) {
        this.team = team;
        values = new float[team.size()][TileBuffer.LENGTH];
        gradients = new float[team.size()][TileBuffer.LENGTH];
        exponentials = Stream.generate(FloatExponential::new).limit(team.size()).toArray(FloatExponential[]::new);
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
                apply(activation, tile, width, exponentials[thread]);
                ys.put(i, tile, 0, width);
            }
        });
    }

    private static void apply(Activation activation, float[] x, int width, FloatExponential exponential) {
        float alpha = (float) activation.alpha();
        float beta = (float) activation.beta();
        switch (activation.kind()) {
            case IDENTITY -> {
            }
            case RELU -> FloatActivationRows.relu(x, width);
            case CLIP -> FloatActivationRows.clip(x, alpha, beta, width);
            case LEAKY_RELU -> FloatActivationRows.leakyRelu(x, alpha, width);
            case HARD_SIGMOID -> FloatActivationRows.hardSigmoid(x, alpha, beta, width);
            case HARD_SWISH -> FloatActivationRows.hardSwish(x, width);
            case SIGMOID -> {
                exponential.compute(-1, x, width);
                FloatActivationRows.sigmoid(exponential.scale, exponential.rest, x, width);
            }
            case SILU -> {
                exponential.compute(-1, x, width);
                FloatActivationRows.silu(exponential.scale, exponential.rest, x, width);
            }
            case TANH -> {
                // Where the exponential is infinite, tanh would be NaN. Beyond 20 tanh rounds to 1.
                FloatActivationRows.clip(x, -20, 20, width);
                exponential.compute(2, x, width);
                FloatActivationRows.tanh(exponential.scale, exponential.rest, x, width);
            }
        }
    }

    @Override
    public void backward(Activation activation, Tensor saved, Tensor dy, Tensor dx) {
        FloatBuffer ys = floats(saved);
        FloatBuffer dys = floats(dy);
        FloatBuffer dxs = floats(dx);
        team.parallelFor(ys.capacity(), ys.capacity(), TileBuffer.WIDTH, (thread, from, to) -> {
            float[] gradient = gradients[thread];
            for (int i = from; i < to; i += TileBuffer.WIDTH) {
                int width = Math.min(TileBuffer.WIDTH, to - i);
                dys.get(i, gradient, 0, width);
                if (!activation.equals(Activation.IDENTITY)) {
                    ys.get(i, values[thread], 0, width);
                    multiply(activation, values[thread], gradient, width, exponentials[thread]);
                }
                dxs.put(i, gradient, 0, width);
            }
        });
    }

    /** g = g a'(z), computed from y: the output a(z), or the input z if the activation uses that. */
    private static void multiply(Activation activation, float[] y, float[] gradient, int width, FloatExponential exponential) {
        float alpha = (float) activation.alpha();
        float beta = (float) activation.beta();
        switch (activation.kind()) {
            case IDENTITY -> {
            }
            case RELU -> FloatActivationRows.reluGradient(y, gradient, width);
            case CLIP -> FloatActivationRows.clipGradient(y, alpha, beta, gradient, width);
            case LEAKY_RELU -> FloatActivationRows.leakyReluGradient(y, alpha, gradient, width);
            case HARD_SIGMOID -> FloatActivationRows.hardSigmoidGradient(y, alpha, gradient, width);
            case HARD_SWISH -> FloatActivationRows.hardSwishGradient(y, gradient, width);
            case SIGMOID -> FloatActivationRows.sigmoidGradient(y, gradient, width);
            case TANH -> FloatActivationRows.tanhGradient(y, gradient, width);
            case SILU -> {
                exponential.compute(-1, y, width);
                FloatActivationRows.sigmoid(exponential.scale, exponential.rest, exponential.rest, width);
                FloatActivationRows.siluGradient(exponential.rest, y, gradient, width);
            }
        }
    }
}
