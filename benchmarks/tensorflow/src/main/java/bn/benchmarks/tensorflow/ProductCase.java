package bn.benchmarks.tensorflow;

import bn.benchmarks.task.MomentsTask;
import bn.benchmarks.task.ProductTask;
import bn.benchmarks.worker.Case;
import java.util.function.Consumer;
import org.tensorflow.Operand;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/** A matrix product. The result stays in the session. */
record ProductCase(GraphSession session, Operand<TFloat32> product, Consumer<float[]> checked) implements Case {

    static ProductCase of(ProductTask task) {
        GraphSession session = new GraphSession();
        Operand<TFloat32> a = session.read(session.variable(task.a(), task.rows(), task.inner()));
        Operand<TFloat32> b = session.read(session.variable(task.b(), task.inner(), task.columns()));
        return new ProductCase(session, session.ops().linalg.matMul(a, b), c -> task.check(task.a(), task.b(), c));
    }

    /** X'X as a general matrix product: TensorFlow has no symmetric one. */
    static ProductCase moments(MomentsTask task) {
        GraphSession session = new GraphSession();
        Operand<TFloat32> x = session.read(session.variable(task.x(), MomentsTask.EXAMPLES, MomentsTask.FEATURES));
        return new ProductCase(session, session.ops().linalg.matMul(x, x, MatMul.transposeA(true)),
                c -> task.check((i, j) -> c[i * MomentsTask.FEATURES + j]));
    }

    @Override
    public void run() {
        session.runner().addTarget(product).run().close();
    }

    @Override
    public void check() {
        checked.accept(session.fetch(product));
    }

    @Override
    public void close() {
        session.close();
    }
}
