package bn.experiments.model.onnx;

import bn.api.kernel.Pooling;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import bn.experiments.architecture.Operation;
import bn.experiments.model.onnx.View.Axis;
import java.util.List;
import java.util.stream.IntStream;

/** MaxPool, AveragePool, GlobalAveragePool and ReduceMean. */
final class PoolingOperators {
    private PoolingOperators() {}

    static void max(Call call) {
        if (call.isRead(1)) {
            throw call.refusal("its indices are read");
        }
        pool(call, Pooling.MAX);
    }

    static void average(Call call) {
        pool(call, call.attributes().flag("count_include_pad", false) ? Pooling.AVERAGE_WITH_PADDING : Pooling.AVERAGE);
    }

    private static void pool(Call call, Pooling pooling) {
        Data data = call.data(0);
        boolean pooled = Layouts.isPooled(data);
        Data images = pooled ? data : Layouts.images(call, data);
        List<Integer> sizes = images.view().sizes().subList(1, 3);
        Window window = Windows.of(call, sizes);
        if (window.equals(Windows.single(window)) && (pooled || isEach(window))) {
            call.result(data);
            return;
        }
        if (pooled) {
            throw call.refusal("pooling of one position has a 1 x 1 window here");
        }
        if (pooling != Pooling.MAX && isWhole(window.vertical(), sizes.get(0)) && isWhole(window.horizontal(), sizes.get(1))) {
            mean(call, images, List.of(2, 3), true);
            return;
        }
        if (!call.attributes().flag("ceil_mode", false)) {
            call.result(call.add(new Operation.Pool(pooling, window), images));
            return;
        }
        Window up = new Window(Windows.roundedUp(call, window.vertical(), sizes.get(0)),
                Windows.roundedUp(call, window.horizontal(), sizes.get(1)));
        if (pooling != Pooling.AVERAGE_WITH_PADDING || up.equals(window)) {
            call.result(call.add(new Operation.Pool(pooling, up), images));
            return;
        }
        call.result(call.add(new Operation.Pool(Pooling.AVERAGE, new Window(beyond(up.vertical(), window.vertical()),
                beyond(up.horizontal(), window.horizontal()))), padded(call, window, images)));
    }

    private static boolean isEach(Window window) {
        return window.vertical().stride() == 1 && window.horizontal().stride() == 1;
    }

    /** Whether one window is all of the images. */
    private static boolean isWhole(WindowAxis axis, int inputs) {
        return axis.size() == inputs && axis.dilation() == 1 && axis.before() == 0 && axis.after() == 0;
    }

    /** The padding of the file counts as zeros, but what ceil_mode adds after it does not count. */
    private static Data padded(Call call, Window window, Data images) {
        Operation pad = new Operation.PadImages(window.vertical().before(), window.horizontal().before(),
                window.vertical().after(),
                window.horizontal().after());
        return call.builder().addHelper(call.name() + "_padding", pad, images);
    }

    private static WindowAxis beyond(WindowAxis up, WindowAxis given) {
        return new WindowAxis(up.size(), up.stride(), up.dilation(), 0, Math.max(0, up.after() - given.after()));
    }

    static void global(Call call) {
        Data data = call.data(0);
        mean(call, data, IntStream.range(2, data.view().rank()).boxed().toList(), true);
    }

    static void reduce(Call call) {
        Data data = call.data(0);
        int rank = data.view().rank();
        List<Integer> axes = call.integers("axes", 1).map(list -> call.axes(list, rank)).orElse(List.of());
        if (axes.isEmpty()) {
            throw call.refusal("it has no axes, so it would average the examples");
        }
        mean(call, data, axes, call.attributes().flag("keepdims", true));
    }

    private static void mean(Call call, Data data, List<Integer> axes, boolean keep) {
        View view = data.view();
        View left = view;
        for (int axis : axes) {
            left = left.with(axis, Axis.ONE);
        }
        boolean nothing = axes.stream().allMatch(axis -> !view.axis(axis).batch() && view.axis(axis).size() == 1);
        int channels = IntStream.range(0, view.rank()).filter(axis -> !axes.contains(axis) && data.isChannels(axis)).findFirst()
                .orElse(-1);
        boolean positions = channels >= 0 && left.with(channels, Axis.ONE).steps().isEmpty()
                && axes.stream().noneMatch(axis -> view.axis(axis).batch());
        Data result;
        if (nothing && !data.isImages()) {
            result = data;
        } else if (positions && data.isImages()) {
            Data means = call.add(new Operation.GlobalAverage(), data);
            result = new Data(means.source(), means.shape(), left.with(channels, Axis.of(means.channels(), 1)));
        } else {
            throw call.refusal(
                    "it averages the axes " + axes + " of " + data.describe() + ", which are not all positions of images");
        }
        View kept = result.view();
        for (int axis : keep ? List.<Integer>of() : axes.stream().sorted((a, b) -> b - a).distinct().toList()) {
            kept = kept.without(axis);
        }
        call.result(result.with(kept));
    }
}
