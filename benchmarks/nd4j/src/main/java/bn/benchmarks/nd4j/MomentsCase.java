package bn.benchmarks.nd4j;

import bn.benchmarks.task.MomentsTask;
import bn.benchmarks.worker.Case;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * X'X.
 *
 * @param x the data, which close frees
 * @param product computes X'X, of which at least the upper triangle is valid
 * @param fresh whether the result is a new array each time, which has to be closed
 */
record MomentsCase(MomentsTask task, INDArray x, Supplier<INDArray> product, boolean fresh) implements Case {

    /** As most users write it. */
    static MomentsCase mmul(MomentsTask task) {
        INDArray x = x(task);
        return new MomentsCase(task, x, () -> x.transpose().mmul(x), true);
    }

    /** By OpenBLAS, as a symmetric product. */
    static MomentsCase ssyrk(MomentsTask task) {
        INDArray x = x(task);
        INDArray c = Nd4jArrays.zeros(MomentsTask.FEATURES, MomentsTask.FEATURES);
        return new MomentsCase(task, x, () -> {
            Blas.symmetric(x, c);
            return c;
        }, false);
    }

    /** The same in float64. */
    static MomentsCase dsyrk(MomentsTask task) {
        INDArray x;
        try (INDArray single = x(task)) {
            x = single.castTo(DataType.DOUBLE);
        }
        INDArray c = Nd4j.create(DataType.DOUBLE, MomentsTask.FEATURES, MomentsTask.FEATURES);
        return new MomentsCase(task, x, () -> {
            Blas.symmetricDouble(x, c);
            return c;
        }, false);
    }

    private static INDArray x(MomentsTask task) {
        return Nd4jArrays.of(task.x(), MomentsTask.EXAMPLES, MomentsTask.FEATURES);
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
        INDArray c = product.get();
        task.check((i, j) -> c.getDouble(i, j));
    }

    @Override
    public void close() {
        x.close();
    }
}
