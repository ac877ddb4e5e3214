package bn.benchmarks.nd4j;

import bn.benchmarks.task.ProductTask;
import bn.benchmarks.worker.Case;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A product.
 *
 * @param product computes and returns c
 * @param fresh whether c is a new array each time, to be closed
 */
record ProductCase(ProductTask task, Supplier<INDArray> product, boolean fresh) implements Case {

    /** As most write it. */
    static ProductCase mmul(ProductTask task) {
        INDArray a = a(task);
        INDArray b = b(task);
        return new ProductCase(task, () -> a.mmul(b), true);
    }

    /** Into an array in the order that ND4J's BLAS writes. */
    static ProductCase columnMajor(ProductTask task) {
        INDArray a = a(task);
        INDArray b = b(task);
        INDArray c = Nd4j.create(DataType.FLOAT, new long[] {task.rows(), task.columns()}, 'f');
        return new ProductCase(task, () -> a.mmuli(b, c), false);
    }

    /** Straight by OpenBLAS. */
    static ProductCase blas(ProductTask task) {
        INDArray a = a(task);
        INDArray b = b(task);
        INDArray c = Arrays.zeros(task.rows(), task.columns());
        return new ProductCase(task, () -> {
            Blas.product(a, false, b, false, c);
            return c;
        }, false);
    }

    private static INDArray a(ProductTask task) {
        return Arrays.of(task.a(), task.rows(), task.inner());
    }

    private static INDArray b(ProductTask task) {
        return Arrays.of(task.b(), task.inner(), task.columns());
    }

    @Override
    public void run() {
        INDArray c = product.get();
        if (fresh) {
            c.close();
        }
    }

    @Override
    public void check() {
        task.check(task.a(), task.b(), Arrays.values(product.get()));
    }
}
