package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import bn.experiments.model.ModelArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that change axes, types or nothing: they are read, and no node of the network. */
final class AxisOperators {
    /** The ratio of Dropout if the file does not say. */
    private static final double HALF = 0.5;
    /** Tensors of more axes are refused. */
    private static final int MOST_AXES = 16;

    private AxisOperators() {}

    static void identity(Call call) {
        call.result(call.data(0));
    }

    static void dropout(Call call) {
        if (call.number(2).orElse(0) != 0 && call.number(1).orElse(HALF) != 0) {
            throw call.refusal("it draws random numbers (training_mode); export the model in eval mode");
        }
        if (call.isRead(1)) {
            throw call.refusal("its mask is read");
        }
        identity(call);
    }

    static void cast(Call call) {
        long to = call.attributes().integer("to", TensorProto.DataType.UNDEFINED_VALUE);
        if (to != TensorProto.DataType.FLOAT_VALUE && to != TensorProto.DataType.DOUBLE_VALUE) {
            throw call.refusal("it rounds to another type than float32 or float64");
        }
        identity(call);
    }

    static void shape(Call call) {
        ModelArray shape = Constants.shape(call.data(0));
        int rank = shape.shape().get(0);
        long start = call.attributes().integer("start", 0);
        long end = call.attributes().integer("end", rank);
        Slices.Range range = new Slices.Range(0, start, end, 1);
        double[] values = IntStream.of(range.positions(rank)).mapToDouble(i -> shape.values()[i]).toArray();
        call.result(new ModelArray(shape.dtype(), List.of(values.length), () -> values));
    }

    static void transpose(Call call) {
        Data data = call.data(0);
        int rank = data.view().rank();
        List<Integer> permutation = call.attributes().integers("perm").map(list -> call.axes(list, rank))
                .orElseGet(() -> IntStream.range(0, rank).mapToObj(i -> rank - 1 - i).toList());
        if (permutation.size() != rank || permutation.stream().distinct().count() != rank) {
            throw call.refusal("its perm " + permutation + " is no permutation of " + rank + " axes");
        }
        call.result(data.with(data.view().permuted(permutation)));
    }

    static void unsqueeze(Call call) {
        Data data = call.data(0);
        List<Long> axes = call.integers("axes", 1).orElse(List.of());
        requireFew(call, data.view().rank() + axes.size());
        View view = data.view();
        for (int axis : call.axes(axes, view.rank() + axes.size()).stream().sorted().toList()) {
            if (axis > view.rank()) {
                throw call.refusal("its axes are " + axes);
            }
            view = view.withOne(axis);
        }
        call.result(data.with(view));
    }

    static void squeeze(Call call) {
        Data data = call.data(0);
        View view = data.view();
        Optional<List<Integer>> axes = call.integers("axes", 1).map(list -> call.axes(list, data.view().rank()));
        for (int axis = view.rank() - 1; axis >= 0; axis--) {
            boolean one = !view.axis(axis).batch() && view.axis(axis).size() == 1;
            boolean named = axes.isPresent() && axes.get().contains(axis);
            if (named && !one) {
                throw call.refusal("it removes axis " + axis + " of " + data.describe());
            }
            if (named || axes.isEmpty() && one) {
                view = view.without(axis);
            }
        }
        call.result(data.with(view));
    }

    static void flatten(Call call) {
        Data data = call.data(0);
        long axis = call.attributes().integer("axis", 1);
        if (call.axis(axis, data.view().rank()) != 1) {
            throw call.refusal("the rows of its outputs are not the examples (axis=" + axis + ")");
        }
        reshape(call, data, List.of(data.shape().elements()));
    }

    static void reshape(Call call) {
        Data data = call.data(0);
        List<Long> wanted = call.integers("shape", 1).orElse(List.of());
        requireFew(call, wanted.size());
        boolean zeroIsSize = call.attributes().flag("allowzero", false);
        List<Long> sizes = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            boolean copied = wanted.get(i) == 0 && !zeroIsSize && i < data.view().rank();
            sizes.add(!copied ? wanted.get(i) : data.view().axis(i).batch() ? Constants.EXAMPLES
                    : (long) data.view().axis(i).size());
        }
        boolean first = !sizes.isEmpty() && data.view().startsWithBatch()
                && (sizes.get(0) == Constants.EXAMPLES || sizes.get(0) == -1
                        || sizes.get(0) > 0 && sizes.get(0) == call.examples());
        if (!first || wanted.stream().filter(size -> size == -1).count() > 1) {
            throw call.refusal(
                    "it reshapes " + data.describe() + " to " + wanted + ", whose first axis is not that of the examples");
        }
        reshape(call, data, sizes.subList(1, sizes.size()));
    }

    private static void requireFew(Call call, int axes) {
        if (axes > MOST_AXES) {
            throw call.refusal("it makes " + axes + " axes; at most " + MOST_AXES + " are read");
        }
    }

    /** Reshapes all but the axis of the examples; a size of -1 is what is left. */
    private static void reshape(Call call, Data data, List<Long> wanted) {
        long elements = data.shape().elements();
        long known = 1;
        for (long size : wanted) {
            known = size > 0 && known <= elements ? known * Math.min(size, elements + 1) : size == -1 ? known : 0;
        }
        long free = wanted.stream().filter(size -> size == -1).count();
        if (known == 0 || free > 1 || elements % known != 0 || free == 0 && known != elements) {
            throw call.refusal("it reshapes " + data.describe() + " to " + wanted + " for each example");
        }
        long rest = elements / known;
        List<Integer> sizes = wanted.stream().map(size -> (int) (size == -1 ? rest : size)).toList();
        call.result(data.with(data.view().reshaped(sizes).orElseThrow(
                () -> call.refusal("it reshapes " + data.describe() + " to " + sizes + ", across axes that were transposed"))));
    }

    static void softmax(Call call) {
        Data data = call.data(0);
        if (!call.isLast() || data.view().rank() != 2 || call.axis(call.attributes().integer("axis", -1), 2) != 1) {
            throw call.refusal("it is read only as the last node, of rows of numbers");
        }
        call.note("its last node, " + call.operator() + ", is left out: the outputs are logits, which the cross-entropy takes");
        identity(call);
    }
}
