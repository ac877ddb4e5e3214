package bn.cpu.onednn;

import static bn.cpu.memory.CpuTensor.floatPointer;
import static bn.cpu.memory.CpuTensor.floats;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import bn.api.DType;
import bn.api.Tensor;
import bn.api.kernel.Convolution;
import bn.api.kernel.ConvolutionKernel;
import bn.cpu.f32.FloatBiasGradient;
import bn.cpu.f32.FloatPartialSums;
import bn.cpu.images.ConvolutionLayout;
import bn.cpu.memory.OffHeapMemory;
import bn.cpu.memory.Scratch;
import bn.cpu.threads.ThreadTeam;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;

/** Convolutions in float32 by oneDNN: each thread of the team executes primitives for some images. */
public final class OneDnnConvolution implements ConvolutionKernel, AutoCloseable {
    private final ThreadTeam team;
    private final OneDnnLibrary library;
    private final Passes passes;
    private final FloatBiasGradient biasGradient;
    private final FloatPartialSums partialSums;
    /** The weights in the layout that oneDNN chooses, or the parts of the gradient with respect to them, one after the other. */
    private final Scratch weightScratch;
    private final Scratch[] scratch;

    /**
     * Convolutions by the threads of a team.
     *
     * @param library is loaded before the first convolution
     */
    public OneDnnConvolution(OffHeapMemory memory, ThreadTeam team, OneDnnLibrary library) {
        this.team = team;
        this.library = library;
        passes = new Passes(team.size(), library);
        biasGradient = new FloatBiasGradient(team);
        partialSums = new FloatPartialSums(team);
        weightScratch = new Scratch(memory, DType.FLOAT32);
        scratch = Stream.generate(() -> new Scratch(memory, DType.FLOAT32)).limit(team.size()).toArray(Scratch[]::new);
    }

    @Override
    public void forward(Convolution convolution, Tensor x, Tensor weights, Tensor bias, Tensor y) {
        int outputs = y.shape().size(1);
        Pass.Kind kind = bias == null ? Pass.Kind.FORWARD : Pass.Kind.FORWARD_WITH_BIAS;
        Pass pass = passes.get(new Pass.Key(kind, convolution, x.shape(), outputs));
        FloatPointer w = reordered(pass, weights);
        run(pass, ConvolutionLayout.of(convolution, x.shape(), outputs), (call, part) -> {
            call.set(DNNL_ARG_SRC, images(pass, part, x));
            call.set(DNNL_ARG_WEIGHTS, w);
            if (bias != null) {
                call.set(DNNL_ARG_BIAS, floatPointer(bias));
            }
            call.set(DNNL_ARG_DST, images(pass, part, y));
        });
    }

    @Override
    public void backwardInput(Convolution convolution, Tensor dy, Tensor weights, Tensor dx) {
        int outputs = dy.shape().size(1);
        Pass pass = passes.get(new Pass.Key(Pass.Kind.BACKWARD_INPUT, convolution, dx.shape(), outputs));
        FloatPointer w = reordered(pass, weights);
        run(pass, ConvolutionLayout.of(convolution, dx.shape(), outputs), (call, part) -> {
            call.set(DNNL_ARG_DIFF_DST, images(pass, part, dy));
            call.set(DNNL_ARG_WEIGHTS, w);
            call.set(DNNL_ARG_DIFF_SRC, images(pass, part, dx));
        });
    }

    @Override
    public void backwardParameters(Convolution convolution, Tensor x, Tensor dy, Tensor dWeights, Tensor dBias) {
        int outputs = dy.shape().size(1);
        Pass pass = passes.get(new Pass.Key(Pass.Kind.BACKWARD_WEIGHTS, convolution, x.shape(), outputs));
        int parts = pass.images().parts();
        int elements = pass.weightElements();
        weightScratch.prepare(parts * elements);
        FloatPointer gradients = floatPointer(weightScratch.tensor());
        run(pass, ConvolutionLayout.of(convolution, x.shape(), outputs), (call, part) -> {
            call.set(DNNL_ARG_SRC, images(pass, part, x));
            call.set(DNNL_ARG_DIFF_DST, images(pass, part, dy));
            call.set(DNNL_ARG_DIFF_WEIGHTS, gradients.getPointer((long) part * elements));
        });
        partialSums.compute(floats(weightScratch.tensor()), parts, elements, floats(weightScratch.tensor()));
        reorder(pass, gradients, floatPointer(dWeights));
        if (dBias != null) {
            biasGradient.compute(dy, dBias);
        }
    }

    private FloatPointer reordered(Pass pass, Tensor weights) {
        weightScratch.prepare(pass.weightElements());
        FloatPointer target = floatPointer(weightScratch.tensor());
        reorder(pass, floatPointer(weights), target);
        return target;
    }

    private void reorder(Pass pass, FloatPointer from, FloatPointer to) {
        pass.reorder().set(DNNL_ARG_FROM, from);
        pass.reorder().set(DNNL_ARG_TO, to);
        library.useOneThread();
        pass.reorder().run();
    }

    private void run(Pass pass, ConvolutionLayout layout, ObjIntConsumer<PartCall> arguments) {
        for (Scratch each : scratch) {
            each.prepare(pass.scratchElements());
        }
        team.parallelFor(layout.work(), pass.images().parts(), 1, (thread, from, to) -> {
            library.useOneThread();
            FloatPointer memory = floatPointer(scratch[thread].tensor());
            for (int part = from; part < to; part++) {
                PartCall call = pass.call(thread, part);
                call.useScratch(memory);
                arguments.accept(call, part);
                call.run();
            }
        });
    }

    /** Frees the native objects. */
    @Override
    public void close() {
        passes.close();
    }

    /** The address of the images of a part. */
    private static FloatPointer images(Pass pass, int part, Tensor tensor) {
        return floatPointer(tensor).getPointer(pass.images().first(part) * tensor.shape().rowElements());
    }
}
