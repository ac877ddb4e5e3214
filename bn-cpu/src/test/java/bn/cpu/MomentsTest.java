package bn.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.DType;
import bn.api.Moments;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.MomentsAccumulator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MomentsTest extends KernelTest {

    static Stream<Arguments> cases() {
        return Stream.of(DType.values()).flatMap(dtype -> Stream.of(
                Arguments.of(dtype, 1, 3, 1, 0.0), Arguments.of(dtype, 5, 1, 2, 0.0), Arguments.of(dtype, 300, 40, 7, 1.0),
                Arguments.of(dtype, 2500, 9, 2500, 1e4), Arguments.of(dtype, 2500, 9, 1100, 1e4),
                Arguments.of(dtype, 70, 1030, 64, 5.0)));
    }

    /**
     * Against float64 loops with compensated sums. A centred value rounds twice and its mean is off by at most 594 roundings of
     * the deviation; a product of columns sums as many terms as there are rows, in blocks of at most 1025.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void agreeWithTheirDefinition(DType dtype, int rows, int features, int batch, double offset) {
        double[] x = normal(dtype, (long) rows * features, offset, 1, 1);
        Tensor all = tensor(dtype, Shape.of(rows, features), x);
        Moments moments;
        try (MomentsAccumulator accumulator = backend.moments().accumulator(dtype, features)) {
            for (int i = 0; i < rows; i += batch) {
                accumulator.add(all.rows(i, Math.min(batch, rows - i)));
            }
            moments = accumulator.result();
        }
        assertEquals(rows, moments.count());
        double u = unit(dtype);
        double[] mean = new double[features];
        double[] terms = new double[rows];
        for (int j = 0; j < features; j++) {
            for (int i = 0; i < rows; i++) {
                terms[i] = x[i * features + j];
            }
            mean[j] = sum(terms) / rows;
            assertNear(mean[j], moments.mean()[j], 600 * u * 4 + 4 * unit(DType.FLOAT64) * Math.abs(offset), "mean " + j);
        }
        int step = Math.max(1, features / 50);
        for (int j = 0; j < features; j += step) {
            for (int k = 0; k < features; k += step) {
                double size = 0;
                for (int i = 0; i < rows; i++) {
                    terms[i] = (x[i * features + j] - mean[j]) * (x[i * features + k] - mean[k]);
                    size += Math.abs(terms[i]);
                }
                double oracle = 8 * unit(DType.FLOAT64) * Math.abs(offset) * rows;
                double bound = u * (Math.min(rows, 1025) + 600 + rows / batch) * (size + 1) + oracle;
                assertNear(sum(terms), moments.scatter()[j * features + k], bound, "scatter " + j + "," + k);
                assertEquals(moments.scatter()[j * features + k], moments.scatter()[k * features + j], "symmetric");
            }
        }
    }

    @Test
    void nothingAddedIsAnError() {
        try (MomentsAccumulator accumulator = backend.moments().accumulator(DType.FLOAT64, 2)) {
            assertThrows(IllegalStateException.class, accumulator::result);
        }
    }
}
