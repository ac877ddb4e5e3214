package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import bn.experiments.model.ModelArray;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Nodes whose inputs are constants: exporters compute the arguments of Reshape, Slice and so on in the graph. The number of examples,
 * which is not known, is {@link #BATCH}; what is computed from it is not known either.
 */
final class Constants {
    /** The number of examples among whole numbers. */
    static final double BATCH = Double.NaN;
    /** The same as a long, which no float64 is. */
    static final long EXAMPLES = Long.MIN_VALUE + 1;
    /** Arguments of operators are short. Arrays that are longer are moved, but not computed with. */
    private static final int LONGEST = 4096;
    private static final String INTEGER = "I64";
    private static final Map<String, Consumer<Call>> OPERATORS = Map.ofEntries(Map.entry("Constant", Constants::constant),
            Map.entry("ConstantOfShape", Constants::filled), Map.entry("Identity", call -> call.result(call.constant(0))),
            Map.entry("Cast", Constants::cast), Map.entry("Reshape", ConstantAxes::reshape),
            Map.entry("Unsqueeze", ConstantAxes::unsqueeze),
            Map.entry("Squeeze", ConstantAxes::squeeze), Map.entry("Transpose", ConstantAxes::transpose),
            Map.entry("Shape", ConstantAxes::shape), Map.entry("Gather", ConstantAxes::gather),
            Map.entry("Slice", ConstantAxes::slice),
            Map.entry("Concat", ConstantAxes::concat),
            Map.entry("Add", call -> compute(call, (a, b) -> a + b)), Map.entry("Sub", call -> compute(call, (a, b) -> a - b)),
            Map.entry("Mul", call -> compute(call, (a, b) -> a * b)), Map.entry("Div", Constants::divide));

    private Constants() {}

    /** Computes a node, if it is one of these. */
    static void evaluate(Call call) {
        Optional.ofNullable(OPERATORS.get(call.operator())).orElseThrow(() -> call.refusal("it is not computed on constants"))
                .accept(call);
    }

    /** Whole numbers; {@link #BATCH} becomes {@link #EXAMPLES}. */
    static List<Long> integers(ModelArray array) {
        return Arrays.stream(array.values()).mapToObj(value -> Double.isNaN(value) ? EXAMPLES : (long) value).toList();
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
        if (value.count() != 1) {
            throw call.refusal("its value is not one number");
        }
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

    /** The values of a constant that is computed with. */
    static double[] values(Call call, int input) {
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
