package bn.cpu;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A sum of K products may be off by K + 2 roundings of the sum of the products' absolute values (Higham 2002, 3.1). */
class DenseTest extends KernelTest {
    /** N, I and O. */
    private static final int[][] SIZES =
            {{1, 1, 1}, {1, 7, 3}, {5, 1, 9}, {33, 17, 1}, {70, 65, 130}, {3, 1030, 2}, {2, 3, 1030}};

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (DType dtype : DType.values()) {
            for (int[] s : SIZES) {
                cases.add(Arguments.of(dtype, s[0], s[1], s[2]));
            }
        }
        return cases.stream();
    }

    private record Problem(int n, int i, int o, double[] x, double[] w, double[] b, double[] dy) {
        static Problem of(DType dtype, int n, int i, int o) {
            return new Problem(n, i, o, normal(dtype, (long) n * i, 1, 1, 1), normal(dtype, (long) o * i, 0, 1, 2),
                    normal(dtype, o, 0, 1, 3), normal(dtype, (long) n * o, 0.5, 1, 4));
        }
    }

    /** A sum of products: its value, and the sum of the absolute values. */
    private interface Terms {
        double at(int row, int column, int k);
    }

    private static void check(DType dtype, int rows, int columns, int inner, Terms terms, Tensor actual, String what) {
        double[] values = actual.toDoubles();
        double[] products = new double[inner];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                double size = 0;
                for (int k = 0; k < inner; k++) {
                    products[k] = terms.at(r, c, k);
                    size += Math.abs(products[k]);
                }
                assertNear(sum(products), values[r * columns + c], (inner + 2) * unit(dtype) * size, what + " " + r + "," + c);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void forwardIsTheProductPlusBias(DType dtype, int n, int i, int o) {
        Problem p = Problem.of(dtype, n, i, o);
        Tensor x = tensor(dtype, Shape.of(n, i), p.x);
        Tensor w = tensor(dtype, Shape.of(o, i), p.w);
        Tensor y = blank(dtype, Shape.of(n, o));
        backend.dense().forward(x, w, null, y);
        check(dtype, n, o, i, (r, c, k) -> p.x[r * i + k] * p.w[c * i + k], y, "y");
        backend.dense().forward(x, w, tensor(dtype, Shape.of(o), p.b), y);
        check(dtype, n, o, i + 1, (r, c, k) -> k == i ? p.b[c] : p.x[r * i + k] * p.w[c * i + k], y, "y with bias");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void backwardIsTheTransposedProduct(DType dtype, int n, int i, int o) {
        Problem p = Problem.of(dtype, n, i, o);
        Tensor x = tensor(dtype, Shape.of(n, i), p.x);
        Tensor dy = tensor(dtype, Shape.of(n, o), p.dy);
        Tensor dx = blank(dtype, Shape.of(n, i));
        backend.dense().backwardInput(dy, tensor(dtype, Shape.of(o, i), p.w), dx);
        check(dtype, n, i, o, (r, c, k) -> p.dy[r * o + k] * p.w[k * i + c], dx, "dx");

        Tensor dw = blank(dtype, Shape.of(o, i));
        Tensor db = blank(dtype, Shape.of(o));
        backend.dense().backwardParameters(x, dy, dw, db);
        check(dtype, o, i, n, (r, c, k) -> p.dy[k * o + r] * p.x[k * i + c], dw, "dW");
        check(dtype, 1, o, n, (r, c, k) -> p.dy[k * o + c], db, "db");
        backend.dense().backwardParameters(x, dy, dw, null);
        check(dtype, o, i, n, (r, c, k) -> p.dy[k * o + r] * p.x[k * i + c], dw, "dW without db");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fusedUpdateIsGradientThenStep(DType dtype, int n, int i, int o) {
        Problem p = Problem.of(dtype, n, i, o);
        double[] velocity = normal(dtype, (long) o * i, 0, 1, 5);
        Sgd step = new Sgd(0.5, 0.75, 0.25);
        Tensor w = tensor(dtype, Shape.of(o, i), p.w);
        Tensor v = tensor(dtype, Shape.of(o, i), velocity);
        Tensor db = blank(dtype, Shape.of(o));
        backend.optional(DenseUpdateKernel.class).orElseThrow()
                .update(tensor(dtype, Shape.of(n, i), p.x), tensor(dtype, Shape.of(n, o), p.dy), w, v, step, db);
        // All three coefficients are powers of two or short, exact in both dtypes.
        Terms moved = (r, c, k) -> k < n ? p.dy[k * o + r] * p.x[k * i + c]
                : k == n ? 0.75 * velocity[r * i + c] : 0.25 * p.w[r * i + c];
        check(dtype, o, i, n + 2, moved, v, "velocity");
        check(dtype, o, i, n + 3, (r, c, k) -> k == n + 2 ? p.w[r * i + c] : -0.5 * moved.at(r, c, k), w, "weights");
        check(dtype, 1, o, n, (r, c, k) -> p.dy[k * o + c], db, "db");
    }
}
