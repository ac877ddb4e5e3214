package bn.experiments.model.onnx;

import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import java.util.List;
import java.util.Optional;

/** The windows of convolutions and poolings. */
final class Windows {
    private static final int SPATIAL = 2;

    private Windows() {}

    /** The window of size 1 with the strides of another one. */
    static Window single(Window window) {
        return new Window(new WindowAxis(1, window.vertical().stride(), 1, 0, 0),
                new WindowAxis(1, window.horizontal().stride(), 1, 0, 0));
    }

    /** The window of a pooling. */
    static Window of(Call call, List<Integer> images) {
        List<Long> sizes = call.attributes().integers("kernel_shape")
                .orElseThrow(() -> call.refusal("it has no kernel_shape"));
        return of(call, images, sizes.stream().map(size -> number(call, "kernel_shape", size)).toList());
    }

    /**
     * The window of a node.
     *
     * @param images height and width of its inputs
     * @param sizes height and width of the window
     */
    static Window of(Call call, List<Integer> images, List<Integer> sizes) {
        Optional<List<Long>> kernel = call.attributes().integers("kernel_shape");
        if (sizes.size() != SPATIAL
                || kernel.isPresent() && !kernel.get().equals(sizes.stream().map(Integer::longValue).toList())) {
            throw call.refusal("its kernel_shape is not that of its weights, or not that of images");
        }
        return new Window(axis(call, 0, images.get(0), sizes.get(0)), axis(call, 1, images.get(1), sizes.get(1)));
    }

    private static WindowAxis axis(Call call, int axis, int inputs, int size) {
        int stride = number(call, "strides", entry(call, "strides", axis, SPATIAL, 1));
        int dilation = number(call, "dilations", entry(call, "dilations", axis, SPATIAL, 1));
        int before = number(call, "pads", entry(call, "pads", axis, 2 * SPATIAL, 0));
        int after = number(call, "pads", entry(call, "pads", axis + SPATIAL, 2 * SPATIAL, 0));
        String auto = call.attributes().text("auto_pad", "NOTSET");
        WindowAxis given = new WindowAxis(size, stride, dilation, before, after);
        return switch (auto) {
            case "NOTSET", "" -> given;
            case "VALID" -> new WindowAxis(size, stride, dilation, 0, 0);
            case "SAME_UPPER", "SAME_LOWER" -> {
                long total = Math.max(0, (-Math.floorDiv(-(long) inputs, (long) stride) - 1) * stride + given.reach() - inputs);
                int less = Math.toIntExact(total / 2);
                int more = Math.toIntExact(total - less);
                boolean upper = auto.equals("SAME_UPPER");
                yield new WindowAxis(size, stride, dilation, upper ? less : more, upper ? more : less);
            }
            default -> throw call.refusal("its auto_pad is '" + NodeNames.printable(auto) + "'");
        };
    }

    private static long entry(Call call, String attribute, int at, int count, long missing) {
        Optional<List<Long>> list = call.attributes().integers(attribute);
        if (list.isPresent() && list.get().size() != count) {
            throw call.refusal("its " + attribute + " has " + list.get().size() + " numbers, not the " + count + " of images");
        }
        return list.map(numbers -> numbers.get(at)).orElse(missing);
    }

    private static int number(Call call, String what, long number) {
        if (number < 0 || number > Short.MAX_VALUE) {
            throw call.refusal("its " + what + " has the number " + number);
        }
        return (int) number;
    }

    /**
     * An axis whose number of windows is rounded up (ceil_mode). No window starts after the inputs and the padding before them, as in
     * PyTorch and ONNX Runtime.
     */
    static WindowAxis roundedUp(Call call, WindowAxis axis, int inputs) {
        long free = (long) inputs + axis.before() + axis.after() - axis.reach();
        if (free < 0) {
            throw call.refusal("a window of " + axis.reach() + " is larger than the images with their padding");
        }
        long last = -Math.floorDiv(-free, (long) axis.stride()) * axis.stride();
        last -= last >= (long) inputs + axis.before() ? axis.stride() : 0;
        long after = Math.max(0, last + axis.reach() - inputs - axis.before());
        return new WindowAxis(axis.size(), axis.stride(), axis.dilation(), axis.before(), Math.toIntExact(after));
    }
}
