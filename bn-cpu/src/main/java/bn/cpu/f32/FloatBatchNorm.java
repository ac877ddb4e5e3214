package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.VarianceEstimator;
import bn.cpu.channels.ChannelLayout;
import bn.cpu.channels.ChannelMoments;
import bn.cpu.channels.ChannelSums;
import bn.cpu.channels.TileBuffer;
import bn.cpu.threads.ThreadTeam;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Batch norm in two passes over the blocks of a batch. The first pass reduces each channel to statistics or sums, from which
 * coefficients are computed. The second pass applies the coefficients to each element. It goes from the last block to the first,
 * because the first pass has left the last blocks in the cache.
 */
final class FloatBatchNorm implements BatchNormKernel {
    private final ThreadTeam team;
    private final FloatLoops loops;
    private final FloatChannelStatistics[] channels;
    private final FloatNormalizer[] normalizers;
    private final FloatGradientSums[] gradientSums;
    private final FloatInputGradient[] inputGradients;
    private final ChannelMoments moments = new ChannelMoments();
    private final ChannelSums sums = new ChannelSums();
    private final FloatForwardCoefficients forwardCoefficients = new FloatForwardCoefficients();
    private final FloatBackwardCoefficients backwardCoefficients = new FloatBackwardCoefficients();
    private final float[] tile = new float[TileBuffer.LENGTH];
    private final double[] wideRunning = new double[TileBuffer.LENGTH];
    private final double[] wideBatch = new double[TileBuffer.LENGTH];

    FloatBatchNorm(ThreadTeam team) {
        this.team = team;
        int threads = team.size();
        FloatLoops[] perThread = Stream.generate(FloatLoops::create).limit(threads).toArray(FloatLoops[]::new);
        loops = perThread[0];
        channels = Arrays.stream(perThread).map(FloatChannelStatistics::new).toArray(FloatChannelStatistics[]::new);
        normalizers = Arrays.stream(perThread).map(FloatNormalizer::new).toArray(FloatNormalizer[]::new);
        gradientSums = Arrays.stream(perThread).map(FloatGradientSums::new).toArray(FloatGradientSums[]::new);
        inputGradients = Arrays.stream(perThread).map(FloatInputGradient::new).toArray(FloatInputGradient[]::new);
    }

    @Override
    public void forward(Tensor x, AffineParameters affine, double eps, Activation activation, ChannelStatistics batch, Tensor y) {
        ChannelLayout layout = ChannelLayout.of(x.shape(), loops.rowElements());
        FloatView xs = loops.view(x);
        moments.prepare(layout);
        team.parallelFor(layout.elements(), layout.blocks(), 1, (thread, from, to) -> {
            for (int i = from; i < to; i++) {
                channels[thread].measure(xs, layout, layout.block(i), moments);
            }
        });
        moments.merge(layout);
        forwardCoefficients.compute(arguments(layout, affine, eps, batch), moments);
        apply(layout, xs, activation, loops.view(y));
    }

    @Override
    public void infer(Tensor x, AffineParameters affine, double eps, Activation activation, ChannelStatistics statistics,
            Tensor y) {
        ChannelLayout layout = ChannelLayout.of(x.shape(), loops.rowElements());
        forwardCoefficients.compute(arguments(layout, affine, eps, statistics));
        apply(layout, loops.view(x), activation, loops.view(y));
    }

    private static FloatForwardCoefficients.Arguments arguments(ChannelLayout layout, AffineParameters affine, double eps,
            ChannelStatistics statistics) {
        return new FloatForwardCoefficients.Arguments(layout, floats(affine.gamma()), floats(affine.beta()), eps,
                floats(statistics.mean()), floats(statistics.variance()));
    }

    private void apply(ChannelLayout layout, FloatView x, Activation activation, FloatView y) {
        boolean relu = activation.equals(Activation.RELU);
        team.parallelFor(layout.elements(), layout.blocks(), 1, (thread, from, to) -> {
            for (int i = to - 1; i >= from; i--) {
                normalizers[thread].apply(forwardCoefficients, layout, layout.block(i), x, relu, y);
            }
        });
    }

    @Override
    public void backward(Tensor x, Tensor y, Tensor dy, AffineParameters affine, double eps, Activation activation,
            ChannelStatistics batch, Tensor dx, AffineParameters gradient) {
        ChannelLayout layout = ChannelLayout.of(x.shape(), loops.rowElements());
        FloatBackwardCoefficients.Arguments arguments = new FloatBackwardCoefficients.Arguments(layout, loops.view(x),
                activation.equals(Activation.RELU) ? loops.view(y) : null, loops.view(dy), floats(affine.gamma()), eps,
                floats(batch.mean()), floats(batch.variance()), loops.view(dx), floats(gradient.gamma()),
                floats(gradient.beta()));
        backwardCoefficients.prepare(arguments);
        sums.prepare(layout);
        team.parallelFor(layout.elements(), layout.blocks(), 1, (thread, from, to) -> {
            for (int i = from; i < to; i++) {
                gradientSums[thread].measure(backwardCoefficients, arguments, layout.block(i), sums);
            }
        });
        sums.merge(layout);
        backwardCoefficients.compute(arguments, sums);
        team.parallelFor(layout.elements(), layout.blocks(), 1, (thread, from, to) -> {
            for (int i = to - 1; i >= from; i--) {
                inputGradients[thread].apply(backwardCoefficients, arguments, layout.block(i));
            }
        });
    }

    @Override
    public void updateRunningStatistics(ChannelStatistics running, ChannelStatistics batch, double weight,
            VarianceEstimator estimator,
            long count) {
        updateAverage(floats(running.mean()), floats(batch.mean()), weight, 1);
        updateAverage(floats(running.variance()), floats(batch.variance()), weight, estimator.correction(count));
    }

    private void updateAverage(FloatBuffer running, FloatBuffer batch, double weight, double correction) {
        for (int from = 0; from < running.capacity(); from += TileBuffer.WIDTH) {
            int width = Math.min(TileBuffer.WIDTH, running.capacity() - from);
            running.get(from, tile, 0, width);
            FloatRounding.widen(tile, wideRunning, width);
            batch.get(from, tile, 0, width);
            FloatRounding.widen(tile, wideBatch, width);
            updateAverage(wideRunning, wideBatch, 1 - weight, weight * correction, width);
            FloatRounding.narrow(wideRunning, tile, width);
            running.put(from, tile, 0, width);
        }
    }

    private static void updateAverage(double[] running, double[] batch, double oldWeight, double newWeight, int width) {
        for (int j = 0; j < width; j++) {
            running[j] = oldWeight * running[j] + newWeight * batch[j];
        }
    }
}
