package bn.conformance.kernel;

import bn.api.Shape;
import bn.conformance.check.Fixture;
import java.util.Arrays;
import java.util.stream.Stream;

/** A fully connected layer of I inputs and O units on a batch of N, on the host. */
record DenseData(int n, int i, int o, double[] x, double[] w, double[] b, double[] dy, double[] v) {

    static DenseData normal(Fixture fixture, int n, int i, int o) {
        return new DenseData(n, i, o, fixture.normal((long) n * i, 1, 1, 1), fixture.normal((long) o * i, 0, 1, 2),
                fixture.normal(o, 0, 1, 3), fixture.normal((long) n * o, 0.5, 1, 4), fixture.normal((long) o * i, 0, 1, 5));
    }

    /** The absolute values of all numbers; results from them are sums of absolute values of terms. */
    DenseData sizes() {
        double[][] sizes = Stream.of(x, w, b, dy, v).map(values -> Arrays.stream(values).map(Math::abs).toArray())
                .toArray(double[][]::new);
        return new DenseData(n, i, o, sizes[0], sizes[1], sizes[2], sizes[3], sizes[4]);
    }

    Shape inputs() {
        return Shape.of(n, i);
    }

    Shape outputs() {
        return Shape.of(n, o);
    }

    Shape weights() {
        return Shape.of(o, i);
    }

    Shape bias() {
        return Shape.of(o);
    }
}
