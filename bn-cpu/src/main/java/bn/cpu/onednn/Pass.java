package bn.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import bn.api.Shape;
import bn.api.kernel.Convolution;
import bn.cpu.images.Parts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
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
    private final List<Call> larger;
    private final List<Call> smaller;
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

        private Primitive create(engine cpu, int images, memory.desc weights) {
            return kind.create(new ConvolutionPrimitives(cpu, convolution, x.withRows(images), outputs, weights));
        }
    }

    @SuppressWarnings("try") // The scope takes note of the native objects that are created.
    Pass(Key key, engine cpu, int threads) {
        int count = key.x.size(0);
        int channels = key.x.size(1);
        boolean gradient = key.kind == Kind.BACKWARD_WEIGHTS;
        int weights = (int) key.convolution.weights(channels, key.outputs).elements();
        images = gradient ? Parts.withResults(count, weights) : new Parts(count, Math.min(count, MOST_PARTS));
        // Frees the descriptions, which only the creation needs.
        try (PointerScope scope = new PointerScope()) {
            Primitive primitive = key.create(cpu, images.most(),
                    ConvolutionPrimitives.anyWeights(key.convolution, channels, key.outputs));
            memory.desc layout = primitive.arguments().get(key.kind.weights());
            larger = calls(primitive, cpu, threads);
            Primitive other = images.hasEqualSizes() ? primitive : key.create(cpu, images.most() - 1, layout);
            smaller = images.hasEqualSizes() ? List.of() : calls(other, cpu, threads);
            memory.desc inTensors = ConvolutionPrimitives.tensorWeights(key.convolution, channels, key.outputs);
            reorder = gradient ? reorder(cpu, layout, inTensors) : reorder(cpu, inTensors, layout);
            weightElements = primitive.elements(key.kind.weights());
            scratchElements = Math.max(1,
                    Math.max(primitive.elements(DNNL_ARG_SCRATCHPAD), other.elements(DNNL_ARG_SCRATCHPAD)));
        }
    }

    private static List<Call> calls(Primitive primitive, engine cpu, int threads) {
        return Stream.generate(() -> new Call(primitive, cpu)).limit(threads).toList();
    }

    private static Call reorder(engine cpu, memory.desc from, memory.desc to) {
        reorder.primitive_desc description = new reorder.primitive_desc(cpu, from, cpu, to);
        return new Call(new Primitive(new reorder(description), Map.of(DNNL_ARG_FROM, from, DNNL_ARG_TO, to)), cpu);
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
    Call call(int thread, int part) {
        return (images.size(part) == images.most() ? larger : smaller).get(thread);
    }

    /** The call that copies the weights from the layout of tensors to that of the primitives; for gradients it is the reverse. */
    Call reorder() {
        return reorder;
    }

    @Override
    public void close() {
        larger.forEach(Call::close);
        smaller.forEach(Call::close);
        reorder.close();
    }
}
