package bn.benchmarks.worker;

import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.task.BenchmarkSection;
import bn.benchmarks.task.MomentsTask;
import bn.benchmarks.task.ProductTask;
import bn.benchmarks.task.StepTask;
import java.util.ArrayList;
import java.util.List;

/** The cases that a worker can time. */
public final class CaseRegistry {
    private final List<BenchmarkCase> all = new ArrayList<>();

    /** Registers batch norm, forward and backward. */
    public void batchNorm(BatchNormTask task, String contestant, Case.Factory factory) {
        all.add(new BenchmarkCase(BenchmarkSection.BATCH_NORM, task.toString(), contestant, task.bytes(),
                BenchmarkCase.Unit.BYTE, factory));
    }

    /** Registers a training step, or a part of it. */
    public void step(StepTask task, String contestant, Case.Factory factory) {
        all.add(new BenchmarkCase(BenchmarkSection.STEP, task.toString(), contestant, task.flops(),
                BenchmarkCase.Unit.FLOP, factory));
    }

    /** Registers a matrix product. */
    public void product(ProductTask task, String contestant, Case.Factory factory) {
        all.add(new BenchmarkCase(BenchmarkSection.PRODUCTS, task.toString(), contestant, task.flops(),
                BenchmarkCase.Unit.FLOP, factory));
    }

    /**
     * Registers second moments.
     *
     * @param flops number of operations, which depends on whether the symmetry of the result is used
     */
    public void moments(String contestant, double flops, Case.Factory factory) {
        all.add(new BenchmarkCase(BenchmarkSection.MOMENTS, MomentsTask.MNIST.toString(), contestant, flops,
                BenchmarkCase.Unit.FLOP, factory));
    }

    /** Registers a training step, with or without recording the rates. */
    public void rates(StepTask task, String contestant, Case.Factory factory) {
        all.add(new BenchmarkCase(BenchmarkSection.RATES, task.toString(), contestant, task.flops(),
                BenchmarkCase.Unit.FLOP, factory));
    }

    /** All cases, in the order of their registration. */
    List<BenchmarkCase> all() {
        return List.copyOf(all);
    }
}
