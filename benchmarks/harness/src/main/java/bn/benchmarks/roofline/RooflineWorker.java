package bn.benchmarks.roofline;

import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.task.Settings;
import bn.benchmarks.worker.CaseRegistry;
import bn.benchmarks.worker.CaseServer;
import java.io.IOException;
import jdk.incubator.vector.FloatVector;

/** The memory roofline, and reference implementations of batch norm in plain Java. */
public final class RooflineWorker {

    private RooflineWorker() {}

    /** Serves the runner. */
    public static void main(String[] args) throws IOException {
        CaseRegistry cases = new CaseRegistry();
        ParallelThreads single = new ParallelThreads(1);
        ParallelThreads threads = new ParallelThreads(Settings.threads());
        for (BatchNormTask task : BatchNormTask.SIZES) {
            cases.batchNorm(task, "memory, 5 passes", () -> new MemoryBandwidthCase(task, threads, false));
            cases.batchNorm(task, "memory, 8 passes", () -> new MemoryBandwidthCase(task, threads, true));
            cases.batchNorm(task, "memory, 8 passes, 1 thread", () -> new MemoryBandwidthCase(task, single, true));
            cases.batchNorm(task, "Vector API on float[]", () -> new BatchNormCase(task, new VectorBatchNorm(task, threads)));
            cases.batchNorm(task, "loops on float[], 1 thread", () -> new BatchNormCase(task, new LoopBatchNorm(task, single)));
        }
        for (BatchNormTask task : BatchNormTask.IMAGES) {
            cases.batchNorm(task, "memory, 5 passes", () -> new MemoryBandwidthCase(task, threads, false));
            cases.batchNorm(task, "memory, 8 passes", () -> new MemoryBandwidthCase(task, threads, true));
        }
        CaseServer.serve(cases, "Java " + Runtime.version() + ", " + Settings.threads() + " threads, vectors of "
                + FloatVector.SPECIES_PREFERRED.vectorBitSize() + " bits");
    }
}
