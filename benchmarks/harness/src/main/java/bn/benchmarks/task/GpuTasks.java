package bn.benchmarks.task;

import java.util.List;

/**
 * What is measured on a GPU.
 *
 * @param batchNorms batch norm alone
 * @param steps training steps
 */
public record GpuTasks(List<BatchNormTask> batchNorms, List<TrainingTask> steps) {
    /** The contestant that only moves memory: as much as batch norm has to. */
    private static final String MEMORY = "PyTorch: copy and add, 5 passes";
    private static final String EAGER = "PyTorch: step";
    /** 70 % of the bandwidth: 1 / 0.7 of the time. */
    private static final Comparison BATCH_NORM = new Comparison(MEMORY,
            List.of(new Goal("bn-opencl: BatchNormalization", MEMORY, 1.43)));
    /** 30 % of the speed: 1 / 0.3 of the time. */
    private static final Comparison STEP = new Comparison(EAGER, List.of(new Goal("bn-opencl: step", EAGER, 3.33)));

    private static final List<Integer> WIDTHS = List.of(784, 1000, 1000, 10);
    /** Batch norm from sizes that fit into caches to 128 MiB for each tensor; then images of the first, the last and an early stage. */
    private static final GpuTasks LARGE = new GpuTasks(
            List.of(new BatchNormTask(128, 1024), new BatchNormTask(4096, 256), new BatchNormTask(8192, 1024),
                    new BatchNormTask(32768, 1024), new BatchNormTask(128, 16, 32, 32, false),
                    new BatchNormTask(512, 64, 8, 8, false), new BatchNormTask(128, 64, 56, 56, true)),
            List.of(new StepTask(128, WIDTHS), new StepTask(1024, WIDTHS), resNet(128), resNet(512)));
    /** Small sizes; but with smaller batches the losses soon are 0, and cannot be compared. */
    private static final GpuTasks SMALL = new GpuTasks(
            List.of(new BatchNormTask(128, 1024), new BatchNormTask(32, 16, 32, 32, true)),
            List.of(new StepTask(128, WIDTHS), resNet(32)));

    private static TrainingTask resNet(int batch) {
        return new ImageStepTask(ImageNetwork.RESNET20, batch);
    }

    /**
     * The tasks for a kind of device. On one that is no GPU they are small: there they only show that everything works.
     *
     * @param device {@code gpu} or another kind
     */
    public static GpuTasks of(String device) {
        return device.equals("gpu") ? LARGE : SMALL;
    }

    /** What the times of a section are compared with on a GPU. */
    public static Comparison comparison(BenchmarkSection section) {
        return section == BenchmarkSection.BATCH_NORM || section == BenchmarkSection.BATCH_NORM_IMAGES ? BATCH_NORM : STEP;
    }
}
