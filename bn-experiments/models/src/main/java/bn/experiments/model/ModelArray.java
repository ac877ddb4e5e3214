package bn.experiments.model;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An array of a file. Its bytes stay in the file until its values are asked for.
 *
 * @param dtype in the notation of safetensors: F64, F32, F16, BF16, I64, ..., BOOL
 * @param shape its sizes, row-major; empty for a single number
 * @param reader reads the values, converted to float64 without loss
 */
public record ModelArray(String dtype, List<Integer> shape, Supplier<double[]> reader) {

    /** Copies the shape. */
    public ModelArray {
        shape = List.copyOf(shape);
    }

    /** An array in memory. */
    public static ModelArray of(double[] values, Integer... shape) {
        return new ModelArray("F64", List.of(shape), () -> values);
    }

    /** The number of its elements. */
    public long count() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    /**
     * Reads the values.
     *
     * @throws bn.api.BnException if they cannot be read
     */
    public double[] values() {
        return reader.get();
    }

    /** The same elements, in the same order, in another shape or changed, read when they are asked for. */
    public ModelArray map(List<Integer> newShape, UnaryOperator<double[]> change) {
        return new ModelArray(dtype, newShape, () -> change.apply(values()));
    }
}
