package bn.benchmarks.worker;

import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.task.BenchmarkSection;
import bn.benchmarks.task.ConvolutionTask;
import bn.benchmarks.task.ImageStepTask;
import bn.benchmarks.task.MomentsTask;
import bn.benchmarks.task.ProductTask;
import bn.benchmarks.task.TrainingTask;
import java.util.ArrayList;
import java.util.List;

/** The cases that a worker can time. */
public final class CaseRegistry {
    private final List<BenchmarkCase> all = new ArrayList<>();

    /** Registers batch norm, forward and backward. */
    public void batchNorm(BatchNormTask task, String contestant, Case.Factory factory) {
        BenchmarkSection section = task.pixels() > 1 ? BenchmarkSection.BATCH_NORM_IMAGES : BenchmarkSection.BATCH_NORM;
        add(section, task, contestant, task.bytes(), BenchmarkCase.Unit.BYTE, factory);
    }

    /** Registers a convolution with its gradients. */
    public void convolution(ConvolutionTask task, String contestant, Case.Factory factory) {
        add(BenchmarkSection.CONVOLUTION, task, contestant, task.flops(), BenchmarkCase.Unit.FLOP, factory);
    }

    /** Registers a training step, or a part of it. */
    public void step(TrainingTask task, String contestant, Case.Factory factory) {
        BenchmarkSection section = task instanceof ImageStepTask ? BenchmarkSection.RESNET_STEP : BenchmarkSection.STEP;
        add(section, task, contestant, task.flops(), BenchmarkCase.Unit.FLOP, factory);
    }

    /** Registers a matrix product. */
    public void product(ProductTask task, String contestant, Case.Factory factory) {
        add(BenchmarkSection.PRODUCTS, task, contestant, task.flops(), BenchmarkCase.Unit.FLOP, factory);
    }

    /**
     * Registers second moments.
     *
     * @param flops number of operations, which depends on whether the symmetry of the result is used
     */
    public void moments(String contestant, double flops, Case.Factory factory) {
        add(BenchmarkSection.MOMENTS, MomentsTask.MNIST, contestant, flops, BenchmarkCase.Unit.FLOP, factory);
    }

    /** Registers a training step, with or without recording the rates. */
    public void rates(TrainingTask task, String contestant, Case.Factory factory) {
        add(BenchmarkSection.RATES, task, contestant, task.flops(), BenchmarkCase.Unit.FLOP, factory);
    }

    private void add(BenchmarkSection section, Object task, String contestant, double work, BenchmarkCase.Unit unit,
            Case.Factory factory) {
        all.add(new BenchmarkCase(section, task.toString(), contestant, work, unit, factory));
    }

    /** All cases, in the order of their registration. */
    public List<BenchmarkCase> all() {
        return List.copyOf(all);
    }
}
