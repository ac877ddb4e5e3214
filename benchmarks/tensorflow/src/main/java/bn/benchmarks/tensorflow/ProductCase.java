package bn.benchmarks.tensorflow;

import bn.benchmarks.task.MomentsTask;
import bn.benchmarks.task.ProductTask;
import bn.benchmarks.worker.Case;
import java.util.function.Consumer;
import org.tensorflow.Operand;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/** A product whose result is left in the session. */
record ProductCase(Model model, Operand<TFloat32> product, Consumer<float[]> checked) implements Case {

    static ProductCase of(ProductTask task) {
        Model model = new Model();
        Operand<TFloat32> a = model.read(model.variable(task.a(), task.rows(), task.inner()));
        Operand<TFloat32> b = model.read(model.variable(task.b(), task.inner(), task.columns()));
        return new ProductCase(model, model.ops().linalg.matMul(a, b), c -> task.check(task.a(), task.b(), c));
    }

    /** X'X as a general product: TensorFlow has no symmetric one. */
    static ProductCase moments(MomentsTask task) {
        Model model = new Model();
        Operand<TFloat32> x = model.read(model.variable(task.x(), MomentsTask.EXAMPLES, MomentsTask.FEATURES));
        return new ProductCase(model, model.ops().linalg.matMul(x, x, MatMul.transposeA(true)),
                c -> task.check((i, j) -> c[i * MomentsTask.FEATURES + j]));
    }

    @Override
    public void run() {
        model.runner().addTarget(product).run().close();
    }

    @Override
    public void check() {
        checked.accept(model.fetch(product));
    }

    @Override
    public void close() {
        model.close();
    }
}
