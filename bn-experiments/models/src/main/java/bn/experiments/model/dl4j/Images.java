package bn.experiments.model.dl4j;

import bn.api.Shape;
import bn.api.kernel.Convolution;
import bn.api.kernel.Pooling;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import bn.experiments.architecture.LinearSpec;
import bn.experiments.architecture.Operation;

/** Layers over images. */
final class Images {
    private static final int LARGEST = 1 << 16;

    private Images() {}

    /** The linear map of a fully connected layer or a convolution. */
    static LinearSpec linear(Vertex vertex, Shape input) {
        return vertex.isDense() ? new LinearSpec.Dense(vertex.number("nout"))
                : new LinearSpec.Convolutional(new Convolution(window(vertex, input), 1), vertex.number("nout"));
    }

    /** A layer without parameters. */
    static Operation operation(Vertex vertex, Shape input) {
        return switch (vertex.type()) {
            case "SubsamplingLayer", "Subsampling2D" -> new Operation.Pool(pooling(vertex), window(vertex, input));
            case "GlobalPoolingLayer" -> {
                if (!vertex.settings().path("poolingType").asText("").equals("AVG") || !vertex.flag("collapseDimensions", true)) {
                    throw new NoGraphException(vertex, "is not a mean over all positions, which alone is computed here");
                }
                yield new Operation.GlobalAverage();
            }
            case "ZeroPaddingLayer" ->
                new Operation.PadImages(side(vertex, 0), side(vertex, 2), side(vertex, 1), side(vertex, 3));
            default -> throw new NoGraphException(vertex, "is not computed here");
        };
    }

    private static int side(Vertex vertex, int at) {
        return Math.min(vertex.side("padding", at), LARGEST);
    }

    private static Pooling pooling(Vertex vertex) {
        return switch (vertex.settings().path("poolingType").asText("")) {
            case "MAX" -> Pooling.MAX;
            case "AVG" -> vertex.flag("avgPoolIncludePadInDivisor", false) ? Pooling.AVERAGE_WITH_PADDING : Pooling.AVERAGE;
            default -> throw new NoGraphException(vertex, "has a kind of pooling that is not computed here");
        };
    }

    private static Window window(Vertex vertex, Shape input) {
        if (input.rank() != 3) {
            throw new NoGraphException(vertex, "is applied to " + input + " numbers, not to images");
        }
        for (String format : new String[] {"cnn2dDataFormat", "cnn2DFormat"}) {
            if (vertex.settings().path(format).asText("NCHW").equals("NHWC")) {
                throw new NoGraphException(vertex, "has its channels last (NHWC); only NCHW, the default, is read");
            }
        }
        return new Window(axis(vertex, 0, input.size(1)), axis(vertex, 1, input.size(2)));
    }

    /** With {@code Same} there is an output for each stride that begins in the images, and an odd padding is after them. */
    private static WindowAxis axis(Vertex vertex, int side, int inputs) {
        int dilation = Math.max(1, vertex.side("dilation", side));
        int padding = vertex.side("padding", side);
        WindowAxis axis = new WindowAxis(vertex.side("kernelSize", side), vertex.side("stride", side), dilation, padding,
                padding);
        if (axis.size() > LARGEST || axis.reach() > LARGEST || padding > LARGEST) {
            throw new NoGraphException(vertex, "has a window larger than 65,536");
        }
        return switch (vertex.settings().path("convolutionMode").asText("Truncate")) {
            case "Truncate", "Strict", "null" -> axis;
            case "Same" -> {
                int outputs = (inputs - 1) / axis.stride() + 1;
                int all = Math.toIntExact(Math.max(0, (outputs - 1L) * axis.stride() + axis.reach() - inputs));
                yield new WindowAxis(axis.size(), axis.stride(), dilation, all / 2, all - all / 2);
            }
            default -> throw new NoGraphException(vertex, "has a convolution mode that is not computed here");
        };
    }
}
