package bn.benchmarks.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
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

/** The cases of libtorch, with as little of DJL around it as possible, and of DJL's Trainer. */
public final class DjlWorker {

    private DjlWorker() {}

    /**
     * Serves the runner.
     *
     * @param args {@code tuned} if the C library was configured to keep freed memory; then only the cases that it affects
     */
    public static void main(String[] args) throws IOException {
        boolean tuned = args.length > 0;
        NDManager manager = NDManager.newBaseManager();
        JniUtils.setNumThreads(Settings.threads());
        CaseRegistry cases = new CaseRegistry();
        String label = tuned ? ", malloc tuned" : "";
        Images planes = new Images(false);
        for (BatchNormTask task : BatchNormTask.SIZES) {
            cases.batchNorm(task, "libtorch: batch_norm, backward" + label, () -> new BatchNormCase(task, manager, planes));
        }
        for (StepTask task : StepTask.SIZES) {
            cases.step(task, "libtorch: hand-written step" + label, () -> new StepCase(task, manager, planes));
            if (!tuned) {
                cases.step(task, "DJL: Trainer", () -> new TrainerCase(task));
                cases.step(task, "MKL: its products alone", () -> new StepProductsCase(task, manager));
            }
        }
        for (Images images : List.of(planes, new Images(true))) {
            registerImages(cases, manager, images, images.label() + label);
        }
        if (!tuned) {
            for (ProductTask task : ProductTask.SIZES) {
                cases.product(task, "libtorch: dot", () -> new ProductCase(task, manager));
            }
            cases.moments("libtorch: dot", MomentsTask.MNIST.flops(), () -> new MomentsCase(MomentsTask.MNIST, manager));
        }
        CaseServer.serve(cases, "libtorch " + Engine.getInstance().getVersion() + ", " + JniUtils.getNumThreads() + " threads"
                + label);
    }

    private static void registerImages(CaseRegistry cases, NDManager manager, Images images, String label) {
        for (BatchNormTask task : BatchNormTask.IMAGES) {
            cases.batchNorm(task, "libtorch: batch_norm, backward" + label, () -> new BatchNormCase(task, manager, images));
        }
        for (ConvolutionTask task : ConvolutionTask.SIZES) {
            cases.convolution(task, "libtorch: conv2d, backward" + label, () -> new ConvolutionCase(task, manager, images));
        }
        for (ImageStepTask task : ImageStepTask.SIZES) {
            cases.step(task, "libtorch: hand-written step" + label, () -> new StepCase(task, manager, images));
        }
    }
}
