package bn.experiments.model.onnx;

import bn.experiments.model.ModelArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

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
        double[] values = list(call, 0);
        Slices.Range range = Slices.of(call, 1).get(0);
        double[] slice = LongStream.range(0, range.count(values.length))
                .mapToDouble(i -> values[(int) (range.start(values.length) + i * range.step())]).toArray();
        call.result(new ModelArray(call.constant(0).dtype(), List.of(slice.length), () -> slice));
    }

    static void concat(Call call) {
        double[] all = IntStream.range(0, call.inputs()).mapToObj(i -> list(call, i)).flatMapToDouble(Arrays::stream).toArray();
        call.result(new ModelArray(call.constant(0).dtype(), List.of(all.length), () -> all));
    }
}
