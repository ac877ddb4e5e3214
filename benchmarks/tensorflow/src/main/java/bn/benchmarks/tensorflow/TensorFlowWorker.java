package bn.benchmarks.tensorflow;

import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.task.MomentsTask;
import bn.benchmarks.task.ProductTask;
import bn.benchmarks.task.Settings;
import bn.benchmarks.task.StepTask;
import bn.benchmarks.worker.Offers;
import bn.benchmarks.worker.Worker;
import java.io.IOException;
import org.tensorflow.TensorFlow;

/** TensorFlow Java. */
public final class TensorFlowWorker {

    private TensorFlowWorker() { }

    /** Serves the runner. */
    public static void main(String[] args) throws IOException {
        Offers offers = new Offers();
        for (BatchNormTask task : BatchNormTask.SIZES) {
            offers.batchNorm(task, "TensorFlow: FusedBatchNorm, its Grad", () -> new BatchNormCase(task));
        }
        for (StepTask task : StepTask.SIZES) {
            offers.step(task, "TensorFlow: graph", () -> new StepCase(task));
        }
        for (ProductTask task : ProductTask.SIZES) {
            offers.product(task, "TensorFlow: matMul", () -> ProductCase.of(task));
        }
        offers.moments("TensorFlow: matMul", MomentsTask.MNIST.flops(), () -> ProductCase.moments(MomentsTask.MNIST));
        Worker.serve(offers, "TensorFlow " + TensorFlow.version() + ", " + Settings.threads() + " threads");
    }
}
