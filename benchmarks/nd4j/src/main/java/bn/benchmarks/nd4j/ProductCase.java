package bn.benchmarks.nd4j;

import bn.benchmarks.task.ProductTask;
import bn.benchmarks.worker.Case;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A matrix product.
 *
 * @param product computes and returns c
 * @param fresh whether c is a new array each time, which has to be closed
 */
record ProductCase(ProductTask task, Supplier<INDArray> product, boolean fresh) implements Case {

    /** As most users write it. */
    static ProductCase mmul(ProductTask task) {
        INDArray a = a(task);
        INDArray b = b(task);
        return new ProductCase(task, () -> a.mmul(b), true);
    }

    /** Into a column-major array, the order in which ND4J's BLAS writes its results. */
    static ProductCase columnMajor(ProductTask task) {
        INDArray a = a(task);
        INDArray b = b(task);
        INDArray c = Nd4j.create(DataType.FLOAT, new long[] {task.rows(), task.columns()}, 'f');
        return new ProductCase(task, () -> a.mmuli(b, c), false);
    }

    /** By calling OpenBLAS directly. */
    static ProductCase blas(ProductTask task) {
        INDArray a = a(task);
        INDArray b = b(task);
        INDArray c = Nd4jArrays.zeros(task.rows(), task.columns());
        return new ProductCase(task, () -> {
            Blas.product(a, false, b, false, c);
            return c;
        }, false);
    }

    private static INDArray a(ProductTask task) {
        return Nd4jArrays.of(task.a(), task.rows(), task.inner());
    }

    private static INDArray b(ProductTask task) {
        return Nd4jArrays.of(task.b(), task.inner(), task.columns());
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
        task.check(task.a(), task.b(), Nd4jArrays.values(product.get()));
    }
}
