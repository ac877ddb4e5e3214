package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.DType;
import bn.api.Tensor;
import bn.api.kernel.Convolution;
import bn.api.kernel.ConvolutionKernel;
import bn.cpu.channels.TileBuffer;
import bn.cpu.images.ConvolutionLayout;
import bn.cpu.images.ProductBlocks;
import bn.cpu.memory.OffHeapMemory;
import bn.cpu.memory.Scratch;
import bn.cpu.threads.OpenBlas;
import bn.cpu.threads.ThreadTeam;
import java.nio.FloatBuffer;
import java.util.stream.Stream;

/**
 * Convolutions: depthwise ones by {@link FloatDepthwise}, others as matrix products. The threads of the team each take some
 * images and call OpenBLAS, which uses one thread for a call.
 */
final class FloatConvolution implements ConvolutionKernel {
    private final ThreadTeam team;
    private final OpenBlas blas = new OpenBlas(1);
    private final FloatDepthwise depthwise;
    private final FloatBlockProducts[] products;
    private final FloatLaneSums[] sums;
    private final float[][] rows;
    private final float[][] addends;
    /** The parts of the weight gradient, one after the other; each is transposed: terms x outputs for each group. */
    private final Scratch partialGradients;

    FloatConvolution(OffHeapMemory memory, ThreadTeam team) {
        this.team = team;
        depthwise = new FloatDepthwise(team);
        products = Stream.generate(() -> new FloatBlockProducts(memory)).limit(team.size()).toArray(FloatBlockProducts[]::new);
        sums = Stream.generate(FloatLaneSums::new).limit(team.size()).toArray(FloatLaneSums[]::new);
        rows = new float[team.size()][TileBuffer.LENGTH];
        addends = new float[team.size()][TileBuffer.LENGTH];
        partialGradients = new Scratch(memory, DType.FLOAT32);
    }

    @Override
    public void forward(Convolution convolution, Tensor x, Tensor weights, Tensor bias, Tensor y) {
        ConvolutionLayout layout = ConvolutionLayout.of(convolution, x.shape(), y.shape().size(1));
        FloatBuffer biases = bias == null ? null : floats(bias);
        if (layout.isDepthwise()) {
            depthwise.forward(layout, floats(x), floats(weights), biases, floats(y));
        } else {
            ProductBlocks blocks = new ProductBlocks(layout);
            run(blocks, blocks.blocks(), (thread, from, to) -> products[thread].forward(from, to, x, weights, biases, y));
        }
    }

    @Override
    public void backwardInput(Convolution convolution, Tensor dy, Tensor weights, Tensor dx) {
        ConvolutionLayout layout = ConvolutionLayout.of(convolution, dx.shape(), dy.shape().size(1));
        if (layout.isDepthwise()) {
            depthwise.backwardInput(layout, floats(dy), floats(weights), floats(dx));
        } else {
            ProductBlocks blocks = new ProductBlocks(layout);
            run(blocks, blocks.blocks(), (thread, from, to) -> products[thread].backwardInput(from, to, dy, weights, dx));
        }
    }

    @Override
    public void backwardParameters(Convolution convolution, Tensor x, Tensor dy, Tensor dWeights, Tensor dBias) {
        ConvolutionLayout layout = ConvolutionLayout.of(convolution, x.shape(), dy.shape().size(1));
        if (layout.isDepthwise()) {
            depthwise.backwardWeights(layout, floats(x), floats(dy), floats(dWeights));
        } else {
            backwardWeights(new ProductBlocks(layout), x, dy, dWeights);
        }
        if (dBias != null) {
            sumChannels(layout, floats(dy), floats(dBias));
        }
    }

    private void backwardWeights(ProductBlocks blocks, Tensor x, Tensor dy, Tensor dWeights) {
        int weights = blocks.layout().weights();
        partialGradients.prepare(blocks.parts() * weights);
        run(blocks, blocks.parts(), (thread, from, to) -> {
            for (int part = from; part < to; part++) {
                products[thread].backwardWeights(blocks.firstBlock(part), blocks.firstBlock(part + 1), x, dy,
                        partialGradients.tensor(), part * weights);
            }
        });
        mergeParts(blocks.layout(), blocks.parts(), floats(partialGradients.tensor()), floats(dWeights));
    }

    private void run(ProductBlocks blocks, int units, ThreadTeam.RangeTask task) {
        for (FloatBlockProducts each : products) {
            each.prepare(blocks);
        }
        blas.run(() -> team.parallelFor(blocks.layout().work(), units, 1, task));
    }

    /** Adds up the parts in order, and transposes them. */
    private void mergeParts(ConvolutionLayout layout, int parts, FloatBuffer partial, FloatBuffer dWeights) {
        int terms = layout.terms();
        int outputs = layout.outputs();
        long elements = (long) parts * layout.weights();
        team.parallelFor(elements, layout.groups() * terms, 1, (thread, from, to) -> {
            float[] row = rows[thread];
            for (int k = from; k < to; k++) {
                for (int first = 0; first < outputs; first += TileBuffer.WIDTH) {
                    int width = Math.min(TileBuffer.WIDTH, outputs - first);
                    partial.get(k * outputs + first, row, 0, width);
                    for (int part = 1; part < parts; part++) {
                        partial.get(part * layout.weights() + k * outputs + first, addends[thread], 0, width);
                        FloatPlaneRows.add(row, addends[thread], width);
                    }
                    int group = k / terms;
                    for (int o = 0; o < width; o++) {
                        dWeights.put((group * outputs + first + o) * terms + k % terms, row[o]);
                    }
                }
            }
        });
    }

    /** The gradient with respect to the bias. */
    private void sumChannels(ConvolutionLayout layout, FloatBuffer dy, FloatBuffer dBias) {
        int length = layout.plane().outputs();
        int channels = dBias.capacity();
        team.parallelFor(dy.capacity(), channels, 1, (thread, from, to) -> {
            for (int o = from; o < to; o++) {
                for (int image = 0; image < layout.images(); image++) {
                    sums[thread].add(dy, (image * channels + o) * length, length);
                }
                dBias.put(o, (float) sums[thread].sum());
            }
        });
    }
}
