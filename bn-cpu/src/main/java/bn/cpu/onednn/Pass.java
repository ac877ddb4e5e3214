package bn.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import bn.api.Shape;
import bn.api.kernel.Convolution;
import bn.cpu.images.Parts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.PointerScope;

/**
 * A pass of a convolution, divided into parts of the images: a call of a primitive for each thread, or two if the parts have two
 * sizes, and the call that changes the layout of the weights.
 */
final class Pass implements AutoCloseable {
    /** Most parts of a pass that has no partial results. */
    private static final int MOST_PARTS = 32;

    private final Parts images;
    private final int weightElements;
    private final int scratchElements;
    private final List<PartCall> larger;
    private final List<PartCall> smaller;
    private final Call reorder;

    /** What is computed. */
    enum Kind {
        FORWARD, FORWARD_WITH_BIAS, BACKWARD_INPUT, BACKWARD_WEIGHTS;

        private int weights() {
            return this == BACKWARD_WEIGHTS ? DNNL_ARG_DIFF_WEIGHTS : DNNL_ARG_WEIGHTS;
        }

        private Primitive create(ConvolutionPrimitives primitives) {
            return switch (this) {
                case FORWARD -> primitives.forward(false);
                case FORWARD_WITH_BIAS -> primitives.forward(true);
                case BACKWARD_INPUT -> primitives.backwardInput();
                case BACKWARD_WEIGHTS -> primitives.backwardWeights();
            };
        }
    }

    /**
     * What a pass depends on.
     *
     * @param x shape of the inputs of the convolution, N x C x H x W
     * @param outputs number of output channels
     */
    record Key(Kind kind, Convolution convolution, Shape x, int outputs) {

        /** Shape of the outputs of the convolution. */
        Shape y() {
            return convolution.window().outputs(x, outputs);
        }

        private Key of(int images) {
            return new Key(kind, convolution, x.withRows(images), outputs);
        }
    }

    @SuppressWarnings("try") // The scope takes note of the native objects that are created.
    Pass(Key key, engine cpu, int threads, boolean winograd) {
        int channels = key.x.size(1);
        // Frees the descriptions, which only the creation needs.
        try (PointerScope scope = new PointerScope()) {
            memory.desc any = ConvolutionPrimitives.anyWeights(key.convolution, channels, key.outputs);
            Optional<Primitive> tiled = winograd ? winograd(key, cpu, any) : Optional.empty();
            images = tiled.isPresent() ? Winograd.parts(key) : parts(key);
            Primitive primitive = tiled.orElseGet(() -> create(key.of(images.most()), cpu, any, false));
            memory.desc layout = primitive.arguments().get(key.kind.weights());
            larger = calls(primitive, cpu, threads);
            smaller = images.hasEqualSizes() ? larger
                    : calls(create(key.of(images.most() - 1), cpu, layout, tiled.isPresent()), cpu, threads);
            memory.desc inTensors = ConvolutionPrimitives.tensorWeights(key.convolution, channels, key.outputs);
            reorder = key.kind == Kind.BACKWARD_WEIGHTS ? Call.reorder(cpu, layout, inTensors)
                    : Call.reorder(cpu, inTensors, layout);
            weightElements = primitive.elements(key.kind.weights());
            scratchElements = Math.max(1, Math.max(larger.get(0).scratchElements(), smaller.get(0).scratchElements()));
        }
    }

    /** The primitive by Winograd's algorithm, if that is faster and oneDNN has it for this processor. */
    private static Optional<Primitive> winograd(Key key, engine cpu, memory.desc weights) {
        try {
            return Winograd.suits(key) ? Optional.of(create(key.of(Winograd.parts(key).most()), cpu, weights, true))
                    : Optional.empty();
        } catch (RuntimeException e) {
            // JavaCPP's form of oneDNN's error "unimplemented".
            return Optional.empty();
        }
    }

    private static Primitive create(Key key, engine cpu, memory.desc weights, boolean winograd) {
        return key.kind.create(new ConvolutionPrimitives(cpu, key, weights, winograd));
    }

    private static Parts parts(Key key) {
        int count = key.x.size(0);
        int weights = (int) key.convolution.weights(key.x.size(1), key.outputs).elements();
        return key.kind == Kind.BACKWARD_WEIGHTS ? Parts.withResults(count, weights)
                : new Parts(count, Math.min(count, MOST_PARTS));
    }

    private static List<PartCall> calls(Primitive primitive, engine cpu, int threads) {
        return Stream.generate(() -> new PartCall(primitive, cpu)).limit(threads).toList();
    }

    Parts images() {
        return images;
    }

    /** Number of elements of the weights in the layout of the primitives. */
    int weightElements() {
        return weightElements;
    }

    /** Number of elements of scratch memory that a call needs, at least 1. */
    int scratchElements() {
        return scratchElements;
    }

    /** The call for a part of the images, by a thread. */
    PartCall call(int thread, int part) {
        return (images.size(part) == images.most() ? larger : smaller).get(thread);
    }

    /** The call that copies the weights from the layout of tensors to that of the primitives; for gradients it is the reverse. */
    Call reorder() {
        return reorder;
    }

    @Override
    public void close() {
        larger.forEach(PartCall::close);
        if (!images.hasEqualSizes()) {
            smaller.forEach(PartCall::close);
        }
        reorder.close();
    }
}
