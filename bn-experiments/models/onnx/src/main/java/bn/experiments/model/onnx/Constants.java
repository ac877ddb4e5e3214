package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import bn.experiments.model.ModelArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Nodes whose inputs are constants: exporters compute the arguments of Reshape, Slice and so on in the graph. The number of examples,
 * which is not known, is {@link #BATCH}; what is computed from it is not known either.
 */
final class Constants {
    /** The number of examples among whole numbers. */
    static final double BATCH = Double.NaN;
    /** Arguments of operators are short. Arrays that are longer are moved, but not computed with. */
    private static final int LONGEST = 4096;
    private static final String INTEGER = "I64";
    private static final Map<String, Consumer<Call>> OPERATORS = Map.ofEntries(Map.entry("Constant", Constants::constant),
            Map.entry("ConstantOfShape", Constants::filled), Map.entry("Identity", call -> call.result(call.constant(0))),
            Map.entry("Cast", Constants::cast), Map.entry("Reshape", Constants::reshape),
            Map.entry("Unsqueeze", call -> reshaped(call, Constants::unsqueezed)),
            Map.entry("Squeeze", call -> reshaped(call, Constants::squeezed)), Map.entry("Transpose", Constants::transpose),
            Map.entry("Gather", Constants::gather), Map.entry("Slice", Constants::slice), Map.entry("Concat", Constants::concat),
            Map.entry("Add", call -> compute(call, (a, b) -> a + b)), Map.entry("Sub", call -> compute(call, (a, b) -> a - b)),
            Map.entry("Mul", call -> compute(call, (a, b) -> a * b)), Map.entry("Div", Constants::divide));

    private Constants() {}

    /** Computes a node, if it is one of these. */
    static void evaluate(Call call) {
        Optional.ofNullable(OPERATORS.get(call.operator())).orElseThrow(() -> call.refusal("it is not computed on constants"))
                .accept(call);
    }

    /** Whole numbers; {@link #BATCH} becomes {@link Long#MIN_VALUE}. */
    static List<Long> integers(ModelArray array) {
        return Arrays.stream(array.values()).mapToObj(value -> Double.isNaN(value) ? Long.MIN_VALUE : (long) value).toList();
    }

    /** The sizes of a tensor as a constant. */
    static ModelArray shape(Data data) {
        return integers(data.view().axes().stream().mapToDouble(axis -> axis.batch() ? BATCH : axis.size()).toArray());
    }

    private static ModelArray integers(double... values) {
        return new ModelArray(INTEGER, List.of(values.length), () -> values);
    }

    private static void constant(Call call) {
        Attributes attributes = call.attributes();
        Optional<ModelArray> tensor = attributes.tensor("value").map(call::read);
        call.result(tensor.or(() -> attributes.integers("value_ints")
                .map(list -> integers(list.stream().mapToDouble(Long::doubleValue).toArray())))
                .or(() -> single(attributes, "value_int", INTEGER, () -> attributes.integer("value_int", 0)))
                .or(() -> attributes.numbers("value_floats")
                        .map(list -> floats(list.stream().mapToDouble(Float::doubleValue).toArray())))
                .or(() -> single(attributes, "value_float", "F32", () -> attributes.float32("value_float")))
                .orElseThrow(() -> call.refusal("it has no value of a kind that is read")));
    }

    private static ModelArray floats(double... values) {
        return new ModelArray("F32", List.of(values.length), () -> values);
    }

    private static Optional<ModelArray> single(Attributes attributes, String name, String dtype, Supplier<Number> value) {
        return attributes.has(name)
                ? Optional.of(new ModelArray(dtype, List.of(), () -> new double[] {value.get().doubleValue()}))
                : Optional.empty();
    }

    private static void filled(Call call) {
        List<Integer> shape = integers(call.constant(0)).stream().map(size -> {
            if (size < 0 || size > LONGEST) {
                throw call.refusal("it makes an array with an axis of the size " + size);
            }
            return size.intValue();
        }).toList();
        ModelArray value = call.attributes().tensor("value").map(call::read)
                .orElseGet(() -> new ModelArray("F32", List.of(1), () -> new double[1]));
        double[] values = new double[length(call, shape)];
        Arrays.fill(values, value.values()[0]);
        call.result(new ModelArray(value.dtype(), shape, () -> values));
    }

    private static int length(Call call, List<Integer> shape) {
        long count = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> Math.min(a * b, LONGEST + 1L));
        if (count > LONGEST) {
            throw call.refusal("it computes a constant of more than " + LONGEST + " numbers");
        }
        return (int) count;
    }

    private static double[] values(Call call, int input) {
        ModelArray array = call.constant(input);
        length(call, array.shape());
        return array.values();
    }

    private static void cast(Call call) {
        ModelArray array = call.constant(0);
        DataType to = DataType.of((int) call.attributes().integer("to", TensorProto.DataType.UNDEFINED_VALUE))
                .orElseThrow(() -> call.refusal("it changes to a type that is not read"));
        boolean wider = to == DataType.F64 || to == DataType.F32 && !array.dtype().equals("F64");
        if (!wider && !to.isInteger()) {
            throw call.refusal("it rounds a constant to " + to);
        }
        call.result(new ModelArray(to.name(), array.shape(), wider ? array.reader()
                : () -> Arrays.stream(array.values()).map(Constants::truncated).toArray()));
    }

    private static double truncated(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    private static void reshape(Call call) {
        ModelArray array = call.constant(0);
        List<Long> wanted = integers(call.constant(1));
        long known = wanted.stream().filter(size -> size > 0).reduce(1L, (a, b) -> Math.multiplyExact(a, b));
        boolean right = wanted.stream().allMatch(size -> size > 0 || size == -1)
                && wanted.stream().filter(size -> size == -1).count() <= 1 && array.count() % known == 0
                && (wanted.contains(-1L) || array.count() == known);
        if (!right) {
            throw call.refusal("it changes the shape " + array.shape() + " to " + wanted);
        }
        call.result(array.map(wanted.stream().map(size -> (int) (size == -1 ? array.count() / known : size)).toList(), x -> x));
    }

    /** The shape after an operator, of that before it and its axes. */
    private interface NewShape {
        List<Integer> of(Call call, List<Integer> shape);
    }

    private static void reshaped(Call call, NewShape change) {
        ModelArray array = call.constant(0);
        call.result(array.map(change.of(call, array.shape()), x -> x));
    }

    private static List<Integer> unsqueezed(Call call, List<Integer> shape) {
        List<Long> axes = call.integers("axes", 1).orElse(List.of());
        List<Integer> sizes = new ArrayList<>(shape);
        call.axes(axes, shape.size() + axes.size()).stream().sorted().forEach(axis -> sizes.add(Math.min(axis, sizes.size()), 1));
        return sizes;
    }

    private static List<Integer> squeezed(Call call, List<Integer> shape) {
        Optional<List<Integer>> axes = call.integers("axes", 1).map(list -> call.axes(list, shape.size()));
        return IntStream.range(0, shape.size()).filter(i -> shape.get(i) != 1 || axes.isPresent() && !axes.get().contains(i))
                .mapToObj(shape::get).toList();
    }

    private static void transpose(Call call) {
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

    private static void gather(Call call) {
        double[] values = list(call, 0);
        ModelArray indices = call.constant(1);
        double[] gathered = Arrays.stream(values(call, 1)).map(index -> values[call.axis((long) index, values.length)]).toArray();
        call.result(new ModelArray(call.constant(0).dtype(), indices.shape(), () -> gathered));
    }

    private static double[] list(Call call, int input) {
        if (call.constant(input).shape().size() != 1) {
            throw call.refusal("it works on a constant of the shape " + call.constant(input).shape());
        }
        return values(call, input);
    }

    private static void slice(Call call) {
        double[] values = list(call, 0);
        Slices.Range range = Slices.of(call, 1).get(0);
        double[] slice = LongStream.range(0, range.count(values.length))
                .mapToDouble(i -> values[(int) (range.start(values.length) + i * range.step())]).toArray();
        call.result(new ModelArray(call.constant(0).dtype(), List.of(slice.length), () -> slice));
    }

    private static void concat(Call call) {
        double[] all = IntStream.range(0, call.inputs()).mapToObj(i -> list(call, i)).flatMapToDouble(Arrays::stream).toArray();
        call.result(new ModelArray(call.constant(0).dtype(), List.of(all.length), () -> all));
    }

    private static void divide(Call call) {
        boolean whole = call.constant(0).dtype().startsWith("I") || call.constant(0).dtype().startsWith("U");
        compute(call, whole ? (a, b) -> truncated(a / b) : (a, b) -> a / b);
    }

    private static void compute(Call call, DoubleBinaryOperator operator) {
        double[] a = values(call, 0);
        double[] b = values(call, 1);
        List<Integer> shape = a.length >= b.length ? call.constant(0).shape() : call.constant(1).shape();
        if (a.length != b.length && a.length != 1 && b.length != 1) {
            throw call.refusal("it combines constants of different shapes");
        }
        if (Arrays.stream(a).anyMatch(Double::isNaN) || Arrays.stream(b).anyMatch(Double::isNaN)) {
            throw call.refusal("it computes with the number of examples, or with numbers that are not finite");
        }
        double[] result = IntStream.range(0, Math.max(a.length, b.length))
                .mapToDouble(i -> operator.applyAsDouble(a[a.length == 1 ? 0 : i], b[b.length == 1 ? 0 : i])).toArray();
        call.result(new ModelArray(call.constant(0).dtype(), shape, () -> result));
    }
}
