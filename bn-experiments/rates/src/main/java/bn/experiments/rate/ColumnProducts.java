package bn.experiments.rate;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;

/** A matrix A^T B, summed over blocks of the rows of A and B: the products by a backend, the sum in float64. */
final class ColumnProducts implements AutoCloseable {
    private final Backend backend;
    private final Tensor product;
    private final double[] scratch;
    private final double[] sum;

    /** A matrix of as many rows as A has columns, and as many columns as B has. */
    ColumnProducts(Backend backend, DType dtype, int rows, int columns) {
        this.backend = backend;
        product = backend.allocate(dtype, Shape.of(rows, columns));
        scratch = new double[Math.multiplyExact(rows, columns)];
        sum = new double[scratch.length];
    }

    /** Adds the product of two blocks, times a weight. */
    void add(Tensor a, Tensor b, double weight) {
        backend.dense().backwardParameters(b, a, product, null);
        product.download(scratch, 0);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * scratch[i];
        }
    }

    /** The matrix, row-major. */
    double[] sum() {
        return sum;
    }

    @Override
    public void close() {
        product.close();
    }
}
