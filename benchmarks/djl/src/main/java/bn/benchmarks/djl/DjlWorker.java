package bn.benchmarks.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.task.MomentsTask;
import bn.benchmarks.task.ProductTask;
import bn.benchmarks.task.Settings;
import bn.benchmarks.task.StepTask;
import bn.benchmarks.worker.Offers;
import bn.benchmarks.worker.Worker;
import java.io.IOException;

/** libtorch, with as little of DJL around it as possible, and DJL's trainer. */
public final class DjlWorker {

    private DjlWorker() { }

    /**
     * Serves the runner.
     *
     * @param args {@code tuned} if the C library was told to keep memory that is freed: then only what that concerns
     */
    public static void main(String[] args) throws IOException {
        boolean tuned = args.length > 0;
        NDManager manager = NDManager.newBaseManager();
        JniUtils.setNumThreads(Settings.threads());
        Offers offers = new Offers();
        String label = tuned ? ", malloc tuned" : "";
        for (BatchNormTask task : BatchNormTask.SIZES) {
            offers.batchNorm(task, "libtorch: batch_norm, backward" + label, () -> new BatchNormCase(task, manager));
        }
        for (StepTask task : StepTask.SIZES) {
            offers.step(task, "libtorch: hand-written step" + label, () -> new StepCase(task, manager));
            if (!tuned) {
                offers.step(task, "DJL: Trainer", () -> new TrainerCase(task));
                offers.step(task, "MKL: its products alone", () -> new StepProductsCase(task, manager));
            }
        }
        if (!tuned) {
            for (ProductTask task : ProductTask.SIZES) {
                offers.product(task, "libtorch: dot", () -> new ProductCase(task, manager));
            }
            offers.moments("libtorch: dot", MomentsTask.MNIST.flops(), () -> new MomentsCase(MomentsTask.MNIST, manager));
        }
        Worker.serve(offers, "libtorch " + Engine.getInstance().getVersion() + ", " + JniUtils.getNumThreads() + " threads"
                + label);
    }
}
