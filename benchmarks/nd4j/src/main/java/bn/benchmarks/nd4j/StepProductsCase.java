package bn.benchmarks.nd4j;

import bn.benchmarks.task.ProductTask;
import bn.benchmarks.task.StepTask;
import bn.benchmarks.worker.Case;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Only the matrix products of a training step: a lower bound for the time of a step with this BLAS. */
final class StepProductsCase implements Case {
    private final StepTask task;
    /** The values of layer i are the inputs of linear layer i. Weights have shape outputs x inputs. */
    private final List<INDArray> values = new ArrayList<>();
    private final List<INDArray> weights = new ArrayList<>();
    private final List<INDArray> gradients = new ArrayList<>();

    StepProductsCase(StepTask task) {
        this.task = task;
        values.add(Nd4jArrays.of(task.x(), task.batch(), task.inputs()));
        for (int i = 0; i < task.layers(); i++) {
            int inputs = task.widths().get(i);
            int outputs = task.widths().get(i + 1);
            weights.add(Nd4jArrays.of(task.weights(i), outputs, inputs));
            gradients.add(Nd4jArrays.zeros(outputs, inputs));
            values.add(Nd4jArrays.zeros(task.batch(), outputs));
        }
    }

    @Override
    public void run() {
        int layers = weights.size();
        for (int i = 0; i < layers; i++) {
            Blas.product(values.get(i), false, weights.get(i), true, values.get(i + 1));
        }
        for (int i = layers - 1; i >= 0; i--) {
            Blas.product(values.get(i + 1), true, values.get(i), false, gradients.get(i));
            if (i > 0) {
                Blas.product(values.get(i + 1), false, weights.get(i), false, values.get(i));
            }
        }
    }

    @Override
    public void check() {
        run();
        // Checks the last product, whose result depends on all others except the gradients of the other weights.
        new ProductTask(task.widths().get(1), task.batch(), task.inputs()).check(
                Nd4jArrays.values(values.get(1).transpose()), task.x(), Nd4jArrays.values(gradients.get(0)));
    }
}
