package bn.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import bn.api.Shape;
import bn.api.kernel.Convolution;
import bn.cpu.images.Parts;
import java.util.Map;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;

/**
 * A pass of a convolution, divided into parts of the images: a call of a primitive for each thread, or two if the parts have two
 * sizes, and the call that changes the layout of the weights.
 */
final class Pass {
    /** Most parts of a pass that has no partial results. */
    private static final int MOST_PARTS = 32;

    private final Kind kind;
    private final Parts images;
    private final Primitive primitive;
    private final Call[] larger;
    private final Call[] smaller;
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

        private Primitive create(engine engine, int images, memory.desc weights) {
            return kind.create(new ConvolutionPrimitives(engine, convolution, x.withRows(images), outputs, weights));
        }
    }

    Pass(Key key, engine engine, int threads) {
        kind = key.kind;
        int count = key.x.size(0);
        int channels = key.x.size(1);
        int weights = (int) key.convolution.weights(channels, key.outputs).elements();
        images = kind == Kind.BACKWARD_WEIGHTS ? Parts.withResults(count, weights)
                : new Parts(count, Math.min(count, MOST_PARTS));
        primitive = key.create(engine, images.most(), ConvolutionPrimitives.anyWeights(key.convolution, channels, key.outputs));
        memory.desc layout = primitive.arguments().get(kind.weights());
        Primitive other = images.hasEqualSizes() ? primitive : key.create(engine, images.most() - 1, layout);
        larger = new Call[threads];
        smaller = new Call[threads];
        for (int i = 0; i < threads; i++) {
            larger[i] = new Call(primitive, engine);
            smaller[i] = images.hasEqualSizes() ? larger[i] : new Call(other, engine);
        }
        memory.desc inTensors = ConvolutionPrimitives.tensorWeights(key.convolution, channels, key.outputs);
        reorder = kind == Kind.BACKWARD_WEIGHTS ? reorder(engine, layout, inTensors) : reorder(engine, inTensors, layout);
    }

    private static Call reorder(engine engine, memory.desc from, memory.desc to) {
        primitive_attr attributes = new primitive_attr();
        attributes.set_scratchpad_mode(scratchpad_mode.user);
        reorder.primitive_desc description = new reorder.primitive_desc(engine, from, engine, to, attributes, false);
        return new Call(Primitive.of(new reorder(description), description, Map.of(DNNL_ARG_FROM, from, DNNL_ARG_TO, to)),
                engine);
    }

    Parts images() {
        return images;
    }

    /** Number of elements of the weights in the layout of the primitives. */
    int weightElements() {
        return primitive.elements(kind.weights());
    }

    /** Number of elements of scratch memory that a call needs, at least 1. */
    int scratchElements() {
        return Math.max(1, primitive.elements(DNNL_ARG_SCRATCHPAD));
    }

    /** The call for a part of the images, by a thread. */
    Call call(int thread, int part) {
        return images.size(part) == images.most() ? larger[thread] : smaller[thread];
    }

    /** The call that copies the weights from the layout of tensors to that of the primitives; for gradients it is the reverse. */
    Call reorder() {
        return reorder;
    }
}
