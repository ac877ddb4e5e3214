package bn.experiments.model.onnx;

import bn.experiments.model.ModelArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that move elements of constants, or change their axes. */
final class ConstantAxes {
    private ConstantAxes() {}

    static void reshape(Call call) {
        ModelArray array = call.constant(0);
        List<Long> wanted = Constants.integers(call.constant(1));
        long known = wanted.stream().filter(size -> size > 0).reduce(1L, (a, b) -> Math.multiplyExact(a, b));
        boolean right = wanted.stream().allMatch(size -> size > 0 || size == -1)
                && wanted.stream().filter(size -> size == -1).count() <= 1 && array.count() % known == 0
                && (wanted.contains(-1L) || array.count() == known);
        if (!right) {
            throw call.refusal("it changes the shape " + array.shape() + " to " + wanted);
        }
        call.result(array.map(wanted.stream().map(size -> (int) (size == -1 ? array.count() / known : size)).toList(), x -> x));
    }

    static void unsqueeze(Call call) {
        ModelArray array = call.constant(0);
        List<Long> axes = call.integers("axes", 1).orElse(List.of());
        List<Integer> sizes = new ArrayList<>(array.shape());
        call.axes(axes, sizes.size() + axes.size()).stream().sorted().forEach(axis -> sizes.add(Math.min(axis, sizes.size()), 1));
        call.result(array.map(sizes, x -> x));
    }

    static void squeeze(Call call) {
        ModelArray array = call.constant(0);
        List<Integer> shape = array.shape();
        Optional<List<Integer>> axes = call.integers("axes", 1).map(list -> call.axes(list, shape.size()));
        call.result(array.map(IntStream.range(0, shape.size())
                .filter(i -> shape.get(i) != 1 || axes.isPresent() && !axes.get().contains(i)).mapToObj(shape::get).toList(),
                x -> x));
    }

    static void transpose(Call call) {
        ModelArray array = call.constant(0);
        if (array.shape().size() != 2 || call.attributes().integers("perm").map(List.of(0L, 1L)::equals).orElse(false)) {
            throw call.refusal("it permutes the axes of a constant of the shape " + array.shape());
        }
        call.result(transposed(array));
    }

    /** A matrix with its axes exchanged. */
    static ModelArray transposed(ModelArray matrix) {
        int rows = matrix.shape().get(0);
        int columns = matrix.shape().get(1);
        return matrix.map(List.of(columns, rows), values -> {
            double[] changed = new double[values.length];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    changed[j * rows + i] = values[i * columns + j];
                }
            }
            return changed;
        });
    }

    static void gather(Call call) {
        double[] values = list(call, 0);
        ModelArray indices = call.constant(1);
        double[] gathered = Arrays.stream(Constants.values(call, 1)).map(index -> {
            if (Double.isNaN(index)) {
                throw call.refusal("it reads at a position that depends on the number of examples");
            }
            return values[call.axis((long) index, values.length)];
        }).toArray();
        call.result(new ModelArray(call.constant(0).dtype(), indices.shape(), () -> gathered));
    }

    private static double[] list(Call call, int input) {
        if (call.constant(input).shape().size() != 1) {
            throw call.refusal("it works on a constant of the shape " + call.constant(input).shape());
        }
        return Constants.values(call, input);
    }

    static void slice(Call call) {
        ModelArray array = call.constant(0);
        Constants.values(call, 0);
        for (Slices.Range range : Slices.of(call, array.shape().size())) {
            int axis = call.axis(range.axis(), array.shape().size());
            array = selected(array, axis, range.positions(array.shape().get(axis)));
        }
        call.result(array);
    }

    /** The elements at these positions of an axis. */
    private static ModelArray selected(ModelArray array, int axis, int[] positions) {
        List<Integer> shape = new ArrayList<>(array.shape());
        int size = shape.set(axis, positions.length);
        int inner = shape.subList(axis + 1, shape.size()).stream().reduce(1, (a, b) -> a * b);
        int outer = shape.subList(0, axis).stream().reduce(1, (a, b) -> a * b);
        double[] values = array.values();
        double[] selected = IntStream.range(0, outer).boxed().flatMapToDouble(block -> Arrays.stream(positions).boxed()
                .flatMapToDouble(at -> Arrays.stream(values, (block * size + at) * inner, (block * size + at + 1) * inner)))
                .toArray();
        return new ModelArray(array.dtype(), shape, () -> selected);
    }

    static void shape(Call call) {
        double[] sizes = call.constant(0).shape().stream().mapToDouble(Integer::doubleValue).toArray();
        if (call.attributes().has("start") || call.attributes().has("end")) {
            throw call.refusal("it takes a part of the shape of a constant");
        }
        call.result(new ModelArray("I64", List.of(sizes.length), () -> sizes));
    }

    static void concat(Call call) {
        double[] all = IntStream.range(0, call.inputs()).mapToObj(i -> list(call, i)).flatMapToDouble(Arrays::stream).toArray();
        call.result(new ModelArray(call.constant(0).dtype(), List.of(all.length), () -> all));
    }
}
