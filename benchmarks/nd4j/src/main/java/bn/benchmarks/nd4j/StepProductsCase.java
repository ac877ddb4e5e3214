package bn.benchmarks.nd4j;

import bn.benchmarks.task.ProductTask;
import bn.benchmarks.task.StepTask;
import bn.benchmarks.worker.Case;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The products of a training step and nothing else: what no step with this BLAS can be quicker than. */
final class StepProductsCase implements Case {
    private final StepTask task;
    /** Values of layer i are the inputs of product i; weights are outputs x inputs. */
    private final List<INDArray> values = new ArrayList<>();
    private final List<INDArray> weights = new ArrayList<>();
    private final List<INDArray> gradients = new ArrayList<>();

    StepProductsCase(StepTask task) {
        this.task = task;
        values.add(Arrays.of(task.x(), task.batch(), task.inputs()));
        for (int i = 0; i < task.layers(); i++) {
            int inputs = task.widths().get(i);
            int outputs = task.widths().get(i + 1);
            weights.add(Arrays.of(task.weights(i), outputs, inputs));
            gradients.add(Arrays.zeros(outputs, inputs));
            values.add(Arrays.zeros(task.batch(), outputs));
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
        // The last of them, which all but the other weights' gradients have led to.
        new ProductTask(task.widths().get(1), task.batch(), task.inputs()).check(
                Arrays.values(values.get(1).transpose()), task.x(), Arrays.values(gradients.get(0)));
    }
}
