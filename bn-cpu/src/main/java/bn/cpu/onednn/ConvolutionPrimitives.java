package bn.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import bn.api.Shape;
import bn.api.kernel.Convolution;
import bn.api.kernel.Window;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;

/**
 * Creates the primitives of a convolution of some images: the direct ones, for images that have the channels last, or those by
 * Winograd's algorithm, for images in blocks of 16 channels.
 */
final class ConvolutionPrimitives {

    private final engine cpu;
    private final primitive_attr attributes = new primitive_attr();
    private final algorithm how;
    private final boolean winograd;
    private final Shape inputs;
    private final Shape outputs;
    private final memory.desc x;
    private final memory.desc y;
    private final memory.desc weights;
    private final memory.desc bias;
    private final long[] strides;
    private final long[] gaps;
    private final long[] before;
    private final long[] after;

    /**
     * Primitives of a convolution.
     *
     * @param key the convolution
     * @param weights the layout of the weights, or {@link #anyWeights}
     * @param winograd whether by Winograd's algorithm; creating primitives throws where oneDNN does not have it
     */
    ConvolutionPrimitives(engine cpu, Pass.Key key, memory.desc weights, boolean winograd) {
        this.cpu = cpu;
        this.winograd = winograd;
        how = winograd ? algorithm.convolution_winograd : algorithm.convolution_direct;
        inputs = key.x();
        outputs = key.y();
        attributes.set_scratchpad_mode(scratchpad_mode.user);
        Window window = key.convolution().window();
        x = winograd ? blocks(inputs) : images(inputs);
        y = winograd ? blocks(outputs) : images(outputs);
        this.weights = weights;
        bias = new memory.desc(new long[] {key.outputs()}, memory.data_type.f32, memory.format_tag.a);
        strides = new long[] {window.vertical().stride(), window.horizontal().stride()};
        gaps = new long[] {window.vertical().dilation() - 1, window.horizontal().dilation() - 1};
        before = new long[] {window.vertical().before(), window.horizontal().before()};
        after = new long[] {window.vertical().after(), window.horizontal().after()};
    }

    private static memory.desc images(Shape shape) {
        long n = shape.size(0);
        long c = shape.size(1);
        long h = shape.size(2);
        long w = shape.size(3);
        return new memory.desc(new long[] {n, c, h, w}, memory.data_type.f32, new long[] {h * w * c, 1, w * c, c});
    }

    private static memory.desc blocks(Shape shape) {
        return new memory.desc(new long[] {shape.size(0), shape.size(1), shape.size(2), shape.size(3)}, memory.data_type.f32,
                memory.format_tag.nChw16c);
    }

    private Map<Integer, memory.desc> inTensors(int inputArgument, int outputArgument) {
        return winograd ? Map.of(inputArgument, images(inputs), outputArgument, images(outputs)) : Map.of();
    }

    private static long[] weightSizes(Convolution convolution, int inputChannels, int outputChannels) {
        Shape shape = convolution.weights(inputChannels, outputChannels);
        long groups = convolution.groups();
        return groups == 1 ? new long[] {shape.size(0), shape.size(1), shape.size(2), shape.size(3)}
                : new long[] {groups, shape.size(0) / groups, shape.size(1), shape.size(2), shape.size(3)};
    }

    /** Lets oneDNN choose the layout of the weights. */
    static memory.desc anyWeights(Convolution convolution, int inputChannels, int outputChannels) {
        return new memory.desc(weightSizes(convolution, inputChannels, outputChannels), memory.data_type.f32,
                memory.format_tag.any);
    }

    /** The layout of the weights as they are in tensors: O x KH x KW x C/groups. */
    static memory.desc tensorWeights(Convolution convolution, int inputChannels, int outputChannels) {
        long[] sizes = weightSizes(convolution, inputChannels, outputChannels);
        int last = sizes.length - 1;
        long inputs = sizes[last - 2];
        long row = inputs * sizes[last];
        long unit = row * sizes[last - 1];
        return new memory.desc(sizes, memory.data_type.f32, last == 3 ? new long[] {unit, 1, row, inputs}
                : new long[] {unit * sizes[1], unit, 1, row, inputs});
    }

    Primitive forward(boolean withBias) {
        convolution_forward.primitive_desc description = forwardDescription(withBias);
        Map<Integer, memory.desc> arguments = new HashMap<>(Map.of(DNNL_ARG_SRC, description.src_desc(), DNNL_ARG_WEIGHTS,
                description.weights_desc(), DNNL_ARG_DST, description.dst_desc()));
        if (withBias) {
            arguments.put(DNNL_ARG_BIAS, description.bias_desc());
        }
        return Primitive.withScratch(new convolution_forward(description), description, arguments,
                inTensors(DNNL_ARG_SRC, DNNL_ARG_DST));
    }

    private convolution_forward.primitive_desc forwardDescription(boolean withBias) {
        prop_kind kind = prop_kind.forward_training;
        convolution_forward.desc operation = withBias
                ? new convolution_forward.desc(kind, how, x, weights, bias, y, strides, gaps, before, after)
                : new convolution_forward.desc(kind, how, x, weights, y, strides, gaps, before, after);
        return new convolution_forward.primitive_desc(operation, attributes, cpu);
    }

    Primitive backwardInput() {
        convolution_backward_data.primitive_desc description = new convolution_backward_data.primitive_desc(
                new convolution_backward_data.desc(how, x, weights, y, strides, gaps, before, after), attributes, cpu,
                forwardDescription(false));
        return Primitive.withScratch(new convolution_backward_data(description), description,
                Map.of(DNNL_ARG_DIFF_DST, description.diff_dst_desc(), DNNL_ARG_WEIGHTS, description.weights_desc(),
                        DNNL_ARG_DIFF_SRC, description.diff_src_desc()),
                inTensors(DNNL_ARG_DIFF_SRC, DNNL_ARG_DIFF_DST));
    }

    Primitive backwardWeights() {
        convolution_backward_weights.primitive_desc description = new convolution_backward_weights.primitive_desc(
                new convolution_backward_weights.desc(how, x, weights, y, strides, gaps, before, after), attributes, cpu,
                forwardDescription(false));
        return Primitive.withScratch(new convolution_backward_weights(description), description,
                Map.of(DNNL_ARG_SRC, description.src_desc(), DNNL_ARG_DIFF_DST, description.diff_dst_desc(),
                        DNNL_ARG_DIFF_WEIGHTS, description.diff_weights_desc()),
                inTensors(DNNL_ARG_SRC, DNNL_ARG_DIFF_DST));
    }
}
