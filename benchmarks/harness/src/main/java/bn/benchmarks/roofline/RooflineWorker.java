package bn.benchmarks.roofline;

import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.task.Settings;
import bn.benchmarks.worker.Offers;
import bn.benchmarks.worker.Worker;
import java.io.IOException;
import jdk.incubator.vector.FloatVector;

/** Rooflines of memory, and yardsticks in Java alone. */
public final class RooflineWorker {

    private RooflineWorker() { }

    /** Serves the runner. */
    public static void main(String[] args) throws IOException {
        Offers offers = new Offers();
        Team one = new Team(1);
        Team all = new Team(Settings.threads());
        for (BatchNormTask task : BatchNormTask.SIZES) {
            offers.batchNorm(task, "memory, 5 passes", () -> new MemoryCase(task, all, false));
            offers.batchNorm(task, "memory, 8 passes", () -> new MemoryCase(task, all, true));
            offers.batchNorm(task, "memory, 8 passes, 1 thread", () -> new MemoryCase(task, one, true));
            offers.batchNorm(task, "Vector API on float[]", () -> new BatchNormCase(task, new VectorBatchNorm(task, all)));
            offers.batchNorm(task, "loops on float[], 1 thread", () -> new BatchNormCase(task, new LoopBatchNorm(task, one)));
        }
        Worker.serve(offers, "Java " + Runtime.version() + ", " + Settings.threads() + " threads, vectors of "
                + FloatVector.SPECIES_PREFERRED.vectorBitSize() + " bits");
    }
}
