package bn.experiments.model.onnx;

import bn.api.Shape;
import bn.api.kernel.Pooling;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import bn.experiments.architecture.Operation;
import bn.experiments.model.ModelArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that select, join or add channels, rows and columns. */
final class ChannelOperators {
    private static final int IMAGE_AXES = 4;

    private ChannelOperators() {}

    static void concat(Call call) {
        int rank = call.data(0).view().rank();
        int axis = call.axis(call.attributes().integer("axis", 1), rank);
        List<Data> parts = IntStream.range(0, call.inputs()).mapToObj(i -> {
            if (call.data(i).view().rank() != rank) {
                throw call.refusal("its inputs have different numbers of axes");
            }
            return Layouts.channels(call, call.data(i), axis);
        }).toList();
        Data first = parts.get(0);
        View others = first.view().with(axis, View.Axis.ONE);
        if (parts.stream().anyMatch(part -> !part.view().with(axis, View.Axis.ONE).equals(others)
                || part.isImages() != first.isImages())) {
            throw call.refusal("its inputs have different axes");
        }
        if (parts.size() == 1) {
            call.result(first);
            return;
        }
        Data all = call.add(new Operation.Concatenate(), parts.toArray(Data[]::new));
        call.result(first.withChannels(all.source(), axis, all.shape()));
    }

    static void split(Call call) {
        Data data = call.data(0);
        int axis = call.axis(call.attributes().integer("axis", 0), data.view().rank());
        Data source = Layouts.channels(call, data, axis);
        int channels = source.channels();
        int equal = -Math.floorDiv(-channels, call.outputs());
        List<Long> sizes = call.integers("split", 1).orElseGet(() -> IntStream.range(0, call.outputs())
                .mapToObj(i -> (long) Math.min(equal, channels - i * equal)).toList());
        if (sizes.size() != call.outputs() || sizes.stream().anyMatch(size -> size < 1 || size > channels)
                || sizes.stream().mapToLong(Long::longValue).sum() != channels) {
            throw call.refusal("it splits " + channels + " channels into " + sizes);
        }
        int from = 0;
        for (int i = 0; i < sizes.size(); i++) {
            int count = sizes.get(i).intValue();
            call.result(i, sliced(call, source, axis, from, count));
            from += count;
        }
    }

    private static Data sliced(Call call, Data source, int axis, int from, int count) {
        if (count == source.channels()) {
            return source;
        }
        Data slice = call.builder().addHelper(call.name(), new Operation.SliceChannels(from, count), source);
        return source.withChannels(slice.source(), axis, slice.shape());
    }

    static void gather(Call call) {
        Data data = call.data(0);
        int axis = call.axis(call.attributes().integer("axis", 0), data.view().rank());
        ModelArray indices = call.constant(1);
        if (indices.count() != 1) {
            throw call.refusal("it reads " + indices.count() + " positions of an axis; one is read here");
        }
        Data source = Layouts.channels(call, data, axis);
        int index = call.axis((long) indices.values()[0], source.channels());
        Data channel = sliced(call, source, axis, index, 1);
        call.result(indices.shape().isEmpty() ? channel.with(channel.view().without(axis)) : channel);
    }

    static void slice(Call call) {
        Data data = call.data(0);
        int rank = data.view().rank();
        int[] strides = {1, 1};
        for (Slices.Range range : Slices.of(call, rank)) {
            int axis = call.axis(range.axis(), rank);
            if (data.view().axis(axis).batch()) {
                if (range.first() != 0 || range.end() < Integer.MAX_VALUE || range.step() != 1) {
                    throw call.refusal("it selects examples");
                }
                continue;
            }
            int size = data.view().axis(axis).size();
            if (range.isWhole(size)) {
                continue;
            }
            if (range.step() < 1 || range.count(size) < 1) {
                throw call.refusal("it selects nothing, or backwards, of axis " + axis + " of " + data.describe());
            }
            boolean strided = rank == IMAGE_AXES && axis >= 2 && data.isImages() && range.start(size) == 0
                    && range.count(size) == -Math.floorDiv(-(long) size, range.step());
            if (strided) {
                strides[axis - 2] = (int) range.step();
            } else if (range.step() == 1) {
                data = sliced(call, Layouts.channels(call, data, axis), axis, (int) range.start(size), (int) range.count(size));
            } else {
                throw call.refusal("it selects every " + range.step() + "th position of axis " + axis + " of " + data.describe());
            }
        }
        call.result(strides[0] > 1 || strides[1] > 1 ? every(call, Layouts.images(call, data), strides) : data);
    }

    /** Every so many rows and columns: the largest of windows of one element. */
    private static Data every(Call call, Data images, int[] strides) {
        Window window = new Window(new WindowAxis(1, strides[0], 1, 0, 0), new WindowAxis(1, strides[1], 1, 0, 0));
        return call.builder().addHelper(call.name(), new Operation.Pool(Pooling.MAX, window), images);
    }

    static void pad(Call call) {
        String mode = call.attributes().text("mode", "constant");
        if (!mode.equals("constant")) {
            throw call.refusal("it pads by '" + NodeNames.printable(mode) + "'; here padding is zeros");
        }
        double value = call.number(2).orElse(call.attributes().number("value", 0));
        if (value != 0) {
            throw call.refusal("it pads with " + value + "; here padding is zeros");
        }
        Data data = call.data(0);
        int rank = data.view().rank();
        List<Long> pads = call.integers("pads", 1).orElse(List.of());
        List<Integer> axes = call.optional(3).map(Constants::integers).map(list -> call.axes(list, rank))
                .orElseGet(() -> IntStream.range(0, rank).boxed().toList());
        if (pads.size() != 2 * axes.size() || pads.stream().anyMatch(pad -> pad < 0 || pad > Short.MAX_VALUE)) {
            throw call.refusal("its pads are " + pads + " for " + axes.size() + " axes");
        }
        if (pads.stream().allMatch(pad -> pad == 0)) {
            call.result(data);
            return;
        }
        Data images = Layouts.images(call, data);
        List<Integer> before = new ArrayList<>(Collections.nCopies(IMAGE_AXES, 0));
        List<Integer> after = new ArrayList<>(before);
        for (int i = 0; i < axes.size(); i++) {
            before.set(axes.get(i), pads.get(i).intValue());
            after.set(axes.get(i), pads.get(axes.size() + i).intValue());
        }
        if (before.get(0) + after.get(0) > 0) {
            throw call.refusal("it pads the axis of the examples");
        }
        if (before.get(1) + after.get(1) > 0) {
            images = call.builder().addHelper(call.name(), new Operation.PadChannels(before.get(1), after.get(1)), images);
        }
        Operation.PadImages around = new Operation.PadImages(before.get(2), before.get(3), after.get(2), after.get(3));
        Shape padded = around.outputs(List.of(images.shape()));
        call.result(padded.equals(images.shape()) ? images : call.builder().addHelper(call.name(), around, images));
    }
}
