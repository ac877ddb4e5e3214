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
import bn.cpu.channels.Tile;
import bn.cpu.threads.Team;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Batch norm in two passes over the blocks of a batch: one adds up what a channel's coefficients need, the other applies them.
 * The second one goes from the last block to the first, to meet what the first one has left in the cache.
 */
final class FloatBatchNorm implements BatchNormKernel {
    private final Team team;
    private final FloatLoops loops;
    private final FloatChannels[] channels;
    private final FloatNormalizer[] normalizers;
    private final FloatGradientSums[] gradientSums;
    private final FloatInputGradient[] inputGradients;
    private final ChannelMoments moments = new ChannelMoments();
    private final ChannelSums sums = new ChannelSums();
    private final FloatNormalization normalization = new FloatNormalization();
    private final FloatGradient gradients = new FloatGradient();
    private final float[] tile = new float[Tile.LENGTH];
    private final double[] wideRunning = new double[Tile.LENGTH];
    private final double[] wideBatch = new double[Tile.LENGTH];

    FloatBatchNorm(Team team) {
        this.team = team;
        int threads = team.size();
        FloatLoops[] all = Stream.generate(FloatLoops::create).limit(threads).toArray(FloatLoops[]::new);
        loops = all[0];
        channels = Arrays.stream(all).map(FloatChannels::new).toArray(FloatChannels[]::new);
        normalizers = Arrays.stream(all).map(FloatNormalizer::new).toArray(FloatNormalizer[]::new);
        gradientSums = Arrays.stream(all).map(FloatGradientSums::new).toArray(FloatGradientSums[]::new);
        inputGradients = Arrays.stream(all).map(FloatInputGradient::new).toArray(FloatInputGradient[]::new);
    }

    @Override
    public void forward(Tensor x, AffineParameters affine, double eps, Activation activation, ChannelStatistics batch, Tensor y) {
        ChannelLayout layout = ChannelLayout.of(x.shape());
        FloatSpan xs = loops.span(x);
        moments.prepare(layout);
        team.split(layout.elements(), layout.blocks(), 1, (part, from, to) -> {
            for (int i = from; i < to; i++) {
                channels[part].measure(xs, layout, layout.block(i), moments);
            }
        });
        moments.merge(layout);
        normalization.of(arguments(layout, affine, eps, batch), moments);
        apply(layout, xs, activation, loops.span(y));
    }

    @Override
    public void infer(Tensor x, AffineParameters affine, double eps, Activation activation, ChannelStatistics statistics,
            Tensor y) {
        ChannelLayout layout = ChannelLayout.of(x.shape());
        normalization.of(arguments(layout, affine, eps, statistics));
        apply(layout, loops.span(x), activation, loops.span(y));
    }

    private static FloatNormalization.Arguments arguments(ChannelLayout layout, AffineParameters affine, double eps,
            ChannelStatistics statistics) {
        return new FloatNormalization.Arguments(layout, floats(affine.gamma()), floats(affine.beta()), eps,
                floats(statistics.mean()), floats(statistics.variance()));
    }

    private void apply(ChannelLayout layout, FloatSpan x, Activation activation, FloatSpan y) {
        boolean relu = activation == Activation.RELU;
        team.split(layout.elements(), layout.blocks(), 1, (part, from, to) -> {
            for (int i = to - 1; i >= from; i--) {
                normalizers[part].apply(normalization, layout, layout.block(i), x, relu, y);
            }
        });
    }

    @Override
    public void backward(Tensor x, Tensor y, Tensor dy, AffineParameters affine, double eps, Activation activation,
            ChannelStatistics batch, Tensor dx, AffineParameters gradient) {
        ChannelLayout layout = ChannelLayout.of(x.shape());
        FloatGradient.Arguments arguments = new FloatGradient.Arguments(layout, loops.span(x),
                activation == Activation.RELU ? loops.span(y) : null, loops.span(dy), floats(affine.gamma()), eps,
                floats(batch.mean()), floats(batch.variance()), loops.span(dx), floats(gradient.gamma()),
                floats(gradient.beta()));
        gradients.prepare(arguments);
        sums.prepare(layout);
        team.split(layout.elements(), layout.blocks(), 1, (part, from, to) -> {
            for (int i = from; i < to; i++) {
                gradientSums[part].measure(gradients, arguments, layout.block(i), sums);
            }
        });
        sums.merge(layout);
        gradients.of(arguments, sums);
        team.split(layout.elements(), layout.blocks(), 1, (part, from, to) -> {
            for (int i = to - 1; i >= from; i--) {
                inputGradients[part].apply(gradients, arguments, layout.block(i));
            }
        });
    }

    @Override
    public void updateRunningStatistics(ChannelStatistics running, ChannelStatistics batch, double weight,
            VarianceEstimator estimator, long count) {
        move(floats(running.mean()), floats(batch.mean()), weight, 1);
        move(floats(running.variance()), floats(batch.variance()), weight, estimator.correction(count));
    }

    private void move(FloatBuffer running, FloatBuffer batch, double weight, double correction) {
        for (int from = 0; from < running.capacity(); from += Tile.WIDTH) {
            int width = Math.min(Tile.WIDTH, running.capacity() - from);
            running.get(from, tile, 0, width);
            FloatRounding.widen(tile, wideRunning, width);
            batch.get(from, tile, 0, width);
            FloatRounding.widen(tile, wideBatch, width);
            move(wideRunning, wideBatch, 1 - weight, weight * correction, width);
            FloatRounding.narrow(wideRunning, tile, width);
            running.put(from, tile, 0, width);
        }
    }

    private static void move(double[] running, double[] batch, double keep, double take, int width) {
        for (int j = 0; j < width; j++) {
            running[j] = keep * running[j] + take * batch[j];
        }
    }
}
