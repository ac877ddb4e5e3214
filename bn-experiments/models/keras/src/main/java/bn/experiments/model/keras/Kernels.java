package bn.experiments.model.keras;

import bn.experiments.model.ModelArray;
import java.util.List;

/** Weights of Keras in our layout, converted when they are read. */
final class Kernels {

    private Kernels() {}

    /** KH x KW x C x O to O x C x KH x KW. */
    static ModelArray convolution(ModelArray kernel) {
        List<Integer> shape = kernel.shape();
        return transposed(kernel, shape.get(0) * shape.get(1), shape.get(2) * shape.get(3), shape.get(3),
                List.of(shape.get(3), shape.get(2), shape.get(0), shape.get(1)));
    }

    /** KH x KW x C x M to C M x 1 x KH x KW: unit c M + m is map m of channel c. */
    static ModelArray depthwise(ModelArray kernel) {
        List<Integer> shape = kernel.shape();
        int units = shape.get(2) * shape.get(3);
        return transposed(kernel, shape.get(0) * shape.get(1), units, units, List.of(units, 1, shape.get(0), shape.get(1)));
    }

    /** I x O to this shape, O first; inputs are taken from these places. */
    static ModelArray dense(ModelArray kernel, FeatureOrder order, List<Integer> shape) {
        int inputs = kernel.shape().get(0);
        int outputs = kernel.shape().get(1);
        return kernel.map(shape, values -> {
            int[] places = order.isHere() ? null : order.places();
            double[] result = new double[values.length];
            for (int i = 0; i < inputs; i++) {
                int place = places == null ? i : places[i];
                for (int o = 0; o < outputs; o++) {
                    result[o * inputs + i] = values[place * outputs + o];
                }
            }
            return result;
        });
    }

    /** One number for each number of a tensor. */
    static ModelArray vector(ModelArray array, FeatureOrder order) {
        return order.isHere() ? array : array.map(array.shape(), values -> {
            int[] places = order.places();
            double[] result = new double[values.length];
            for (int i = 0; i < result.length; i++) {
                result[i] = values[places[i]];
            }
            return result;
        });
    }

    /** Positions x inner x units to units x inner x positions, where {@code columns} is inner x units. */
    private static ModelArray transposed(ModelArray kernel, int positions, int columns, int units, List<Integer> shape) {
        int inner = columns / units;
        return kernel.map(shape, values -> {
            double[] result = new double[values.length];
            for (int p = 0; p < positions; p++) {
                for (int c = 0; c < inner; c++) {
                    for (int u = 0; u < units; u++) {
                        result[(u * inner + c) * positions + p] = values[(p * inner + c) * units + u];
                    }
                }
            }
            return result;
        });
    }
}
