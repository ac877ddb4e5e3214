package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floats;

import bn.api.DType;
import bn.api.Tensor;
import bn.api.kernel.Convolution;
import bn.api.kernel.ConvolutionKernel;
import bn.cpu.images.ConvolutionLayout;
import bn.cpu.images.Parts;
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
    private final FloatBiasGradient biasGradient;
    private final FloatPartialSums partialSums;
    /** The parts of the weight gradient, one after the other. */
    private final Scratch partialGradients;

    FloatConvolution(OffHeapMemory memory, ThreadTeam team) {
        this.team = team;
        depthwise = new FloatDepthwise(team);
        products = Stream.generate(() -> new FloatBlockProducts(memory)).limit(team.size()).toArray(FloatBlockProducts[]::new);
        biasGradient = new FloatBiasGradient(team);
        partialSums = new FloatPartialSums(team);
        partialGradients = new Scratch(memory, DType.FLOAT32);
    }

    @Override
    public void forward(Convolution convolution, Tensor x, Tensor weights, Tensor bias, Tensor y) {
        ConvolutionLayout layout = ConvolutionLayout.of(convolution, x.shape(), y.shape().size(1));
        FloatBuffer biases = bias == null ? null : floats(bias);
        if (layout.isDepthwise()) {
            depthwise.forward(layout, floats(x), floats(weights), biases, floats(y));
        } else {
            ProductBlocks blocks = ProductBlocks.of(layout);
            run(blocks, blocks.images().parts(),
                    (thread, from, to) -> products[thread].forward(from, to, x, weights, biases, y));
        }
    }

    @Override
    public void backwardInput(Convolution convolution, Tensor dy, Tensor weights, Tensor dx) {
        ConvolutionLayout layout = ConvolutionLayout.of(convolution, dx.shape(), dy.shape().size(1));
        if (layout.isDepthwise()) {
            depthwise.backwardInput(layout, floats(dy), floats(weights), floats(dx));
        } else {
            ProductBlocks blocks = ProductBlocks.of(layout);
            run(blocks, blocks.images().parts(),
                    (thread, from, to) -> products[thread].backwardInput(from, to, dy, weights, dx));
        }
    }

    @Override
    public void backwardParameters(Convolution convolution, Tensor x, Tensor dy, Tensor dWeights, Tensor dBias) {
        ConvolutionLayout layout = ConvolutionLayout.of(convolution, x.shape(), dy.shape().size(1));
        if (layout.isDepthwise()) {
            depthwise.backwardWeights(layout, floats(x), floats(dy), floats(dWeights));
        } else {
            backwardWeights(ProductBlocks.of(layout), x, dy, dWeights);
        }
        if (dBias != null) {
            biasGradient.compute(dy, dBias);
        }
    }

    private void backwardWeights(ProductBlocks blocks, Tensor x, Tensor dy, Tensor dWeights) {
        int weights = blocks.layout().weights();
        Parts parts = Parts.withResults(blocks.images().parts(), weights);
        partialGradients.prepare(parts.parts() * weights);
        run(blocks, parts.parts(), (thread, from, to) -> {
            for (int part = from; part < to; part++) {
                products[thread].backwardWeights(parts.first(part), parts.first(part + 1), x, dy, partialGradients.tensor(),
                        part * weights);
            }
        });
        partialSums.compute(floats(partialGradients.tensor()), parts.parts(), weights, floats(dWeights));
    }

    private void run(ProductBlocks blocks, int units, ThreadTeam.RangeTask task) {
        for (FloatBlockProducts each : products) {
            each.prepare(blocks);
        }
        blas.run(() -> team.parallelFor(blocks.layout().work(), units, 1, task));
    }
}
