package bn.experiments.architecture;

import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Operations in words, as {@link OperationParser} reads them. */
final class OperationText {

    private OperationText() {}

    static String of(Operation operation) {
        List<String> parts = new ArrayList<>();
        if (operation instanceof Operation.Layer layer) {
            layer.linear().ifPresent(linear -> parts.add(linear instanceof LinearSpec.Convolutional convolution
                    ? convolution(convolution) : "fully connected " + linear.units()));
            if (layer.normalized()) {
                parts.add("normalization" + (layer.eps().isPresent() ? " eps " + layer.eps().getAsDouble() : ""));
            }
            addActivation(layer.activation(), parts);
        } else if (operation instanceof Operation.Add add) {
            parts.add("sum");
            addActivation(add.activation(), parts);
        } else if (operation instanceof Operation.Multiply) {
            parts.add("product");
        } else if (operation instanceof Operation.Pool pool) {
            parts.add(words(pool.pooling()) + " pooling " + window(pool.window()));
        } else if (operation instanceof Operation.GlobalAverage) {
            parts.add("global average");
        } else if (operation instanceof Operation.Flatten) {
            parts.add("flatten");
        } else if (operation instanceof Operation.PadChannels pad) {
            parts.add("channels of zeros " + pad.before() + " before " + pad.after() + " after");
        } else if (operation instanceof Operation.PadImages pad) {
            parts.add(
                    "zeros " + pad.top() + " top " + pad.left() + " left " + pad.bottom() + " bottom " + pad.right() + " right");
        } else if (operation instanceof Operation.SliceChannels slice) {
            parts.add("slice " + slice.count() + " channels after " + slice.from());
        } else if (operation instanceof Operation.ShuffleChannels shuffle) {
            parts.add("channel shuffle groups " + shuffle.groups());
        } else if (operation instanceof Operation.Concatenate) {
            parts.add("concatenation");
        } else if (operation instanceof Operation.Dropout dropout) {
            parts.add("dropout " + dropout.probability());
        }
        return String.join(", ", parts);
    }

    private static void addActivation(Activation activation, List<String> parts) {
        if (activation.equals(Activation.RELU6)) {
            parts.add("relu6");
        } else if (activation.kind() != Activation.Kind.IDENTITY) {
            boolean usual = activation.equals(Activation.HARD_SIGMOID);
            parts.add(words(activation.kind()) + switch (activation.kind()) {
                case LEAKY_RELU -> " " + activation.alpha();
                case CLIP, HARD_SIGMOID -> usual ? "" : " " + activation.alpha() + " " + activation.beta();
                default -> "";
            });
        }
    }

    private static String convolution(LinearSpec.Convolutional convolution) {
        Convolution geometry = convolution.geometry();
        return "convolution " + convolution.units() + " " + window(geometry.window())
                + (geometry.groups() == 1 ? "" : " groups " + geometry.groups());
    }

    private static String window(Window window) {
        WindowAxis vertical = window.vertical();
        WindowAxis horizontal = window.horizontal();
        return vertical.size() + "x" + horizontal.size() + option("stride", vertical.stride(), horizontal.stride(), "1")
                + option("padding", padding(vertical), padding(horizontal), "0")
                + option("dilation", vertical.dilation(), horizontal.dilation(), "1");
    }

    private static String padding(WindowAxis axis) {
        return axis.before() == axis.after() ? String.valueOf(axis.before()) : axis.before() + "+" + axis.after();
    }

    private static String option(String name, Object vertical, Object horizontal, String usual) {
        String text = vertical.equals(horizontal) ? vertical.toString() : vertical + "x" + horizontal;
        return text.equals(usual) ? "" : " " + name + " " + text;
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
