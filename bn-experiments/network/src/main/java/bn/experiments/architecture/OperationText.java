package bn.experiments.architecture;

import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Operations in words. */
final class OperationText {

    private OperationText() {}

    static String of(Operation operation) {
        if (operation instanceof Operation.Layer layer) {
            List<String> parts = new ArrayList<>();
            layer.linear().ifPresent(linear -> parts.add(linear instanceof LinearSpec.Convolutional convolution
                    ? convolution(convolution) : "fully connected"));
            if (layer.normalized()) {
                parts.add("normalization");
            }
            addActivation(layer.activation(), parts);
            return String.join(", ", parts);
        } else if (operation instanceof Operation.Add add) {
            List<String> parts = new ArrayList<>(List.of("sum"));
            addActivation(add.activation(), parts);
            return String.join(", ", parts);
        } else if (operation instanceof Operation.Pool pool) {
            return words(pool.pooling()) + " pooling " + window(pool.window());
        } else if (operation instanceof Operation.GlobalAverage) {
            return "global average";
        } else if (operation instanceof Operation.Flatten) {
            return "flatten";
        } else if (operation instanceof Operation.PadChannels pad) {
            return "channels of zeros, " + pad.before() + " before and " + pad.after() + " after";
        } else if (operation instanceof Operation.Concatenate) {
            return "concatenation";
        } else if (operation instanceof Operation.Dropout dropout) {
            return "dropout " + dropout.probability();
        }
        return operation.toString();
    }

    private static void addActivation(Activation activation, List<String> parts) {
        if (activation.equals(Activation.RELU6)) {
            parts.add("relu6");
        } else if (activation.kind() != Activation.Kind.IDENTITY) {
            parts.add(words(activation));
        }
    }

    private static String convolution(LinearSpec.Convolutional convolution) {
        Convolution geometry = convolution.geometry();
        boolean depthwise = geometry.groups() == convolution.units() && geometry.groups() > 1;
        String groups = depthwise ? "depthwise " : geometry.groups() > 1 ? geometry.groups() + " groups, " : "";
        return groups + "convolution " + window(geometry.window());
    }

    private static String window(Window window) {
        WindowAxis vertical = window.vertical();
        WindowAxis horizontal = window.horizontal();
        String text = vertical.size() + "x" + horizontal.size();
        if (vertical.stride() != 1 || horizontal.stride() != 1) {
            text += vertical.stride() == horizontal.stride() ? " stride " + vertical.stride()
                    : " stride " + vertical.stride() + "x" + horizontal.stride();
        }
        if (vertical.dilation() != 1 || horizontal.dilation() != 1) {
            text += " dilation " + vertical.dilation() + "x" + horizontal.dilation();
        }
        return text;
    }

    private static String words(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
