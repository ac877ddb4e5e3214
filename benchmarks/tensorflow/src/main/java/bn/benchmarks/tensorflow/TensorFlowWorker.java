package bn.benchmarks.tensorflow;

import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.task.ConvolutionTask;
import bn.benchmarks.task.ImageStepTask;
import bn.benchmarks.task.MomentsTask;
import bn.benchmarks.task.ProductTask;
import bn.benchmarks.task.Settings;
import bn.benchmarks.task.StepTask;
import bn.benchmarks.worker.CaseRegistry;
import bn.benchmarks.worker.CaseServer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.TensorFlow;

/** The cases of TensorFlow Java. */
public final class TensorFlowWorker {

    private TensorFlowWorker() {}

    /** Serves the runner. */
    public static void main(String[] args) throws IOException {
        CaseRegistry cases = new CaseRegistry();
        Stream.of(BatchNormTask.SIZES, BatchNormTask.IMAGES).flatMap(List::stream).forEach(
                task -> cases.batchNorm(task, "TensorFlow: FusedBatchNorm, its Grad", () -> new BatchNormCase(task)));
        for (ConvolutionTask task : ConvolutionTask.SIZES) {
            cases.convolution(task, "TensorFlow: Conv2D, its gradients", () -> new ConvolutionCase(task));
        }
        Stream.of(StepTask.SIZES, ImageStepTask.SIZES).flatMap(List::stream).forEach(
                task -> cases.step(task, "TensorFlow: graph", () -> new StepCase(task)));
        for (ProductTask task : ProductTask.SIZES) {
            cases.product(task, "TensorFlow: matMul", () -> ProductCase.of(task));
        }
        cases.moments("TensorFlow: matMul", MomentsTask.MNIST.flops(), () -> ProductCase.moments(MomentsTask.MNIST));
        CaseServer.serve(cases, "TensorFlow " + TensorFlow.version() + ", " + Settings.threads() + " threads");
    }
}
