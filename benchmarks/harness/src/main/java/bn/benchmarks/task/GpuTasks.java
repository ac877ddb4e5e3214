package bn.benchmarks.task;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is measured on a GPU.
 *
 * @param batchNorms batch norm alone
 * @param steps training steps
 */
public record GpuTasks(List<BatchNormTask> batchNorms, List<TrainingTask> steps) {
    /** The contestant that only moves memory: as much as batch norm has to. */
    public static final String MEMORY = "PyTorch: copy and add, 5 passes";
    private static final String EAGER = "PyTorch: step";
    /** Forward and backward have to move 5 passes; 70 % of the bandwidth of doing only that. */
    private static final Comparison BATCH_NORM = new Comparison(MEMORY,
            List.of(new Goal("bn-opencl: BatchNormalization", MEMORY, 1 / 0.7)));
    /** 30 % of the speed. */
    private static final Comparison STEP = new Comparison(EAGER, List.of(new Goal("bn-opencl: step", EAGER, 1 / 0.3)));

    /**
     * The tasks for a kind of device. On one that is no GPU they are small: there they only show that everything works.
     *
     * @param device {@code gpu} or another kind
     */
    public static GpuTasks of(String device) {
        boolean gpu = device.equals("gpu");
        int divisor = gpu ? 1 : 16;
        List<Integer> widths = List.of(784, 1000, 1000, 10);
        return new GpuTasks(gpu ? LARGE : SMALL,
                List.of(new StepTask(128 / divisor, widths), new StepTask(1024 / divisor, widths),
                        new ImageStepTask(ImageNetwork.RESNET20, 128 / divisor),
                        new ImageStepTask(ImageNetwork.RESNET20, 512 / divisor)));
    }

    /** From sizes that fit into caches to 256 MiB for each tensor; then images of the first, the last and an early stage. */
    private static final List<BatchNormTask> LARGE = List.of(new BatchNormTask(128, 1024), new BatchNormTask(4096, 256),
            new BatchNormTask(8192, 1024), new BatchNormTask(65536, 1024), new BatchNormTask(128, 16, 32, 32, false),
            new BatchNormTask(512, 64, 8, 8, false), new BatchNormTask(128, 64, 56, 56, true));
    private static final List<BatchNormTask> SMALL = List.of(new BatchNormTask(128, 1024),
            new BatchNormTask(32, 16, 32, 32, true));

    /** What the times of a section are compared with on a GPU. */
    public static Comparison comparison(BenchmarkSection section) {
        return section == BenchmarkSection.BATCH_NORM || section == BenchmarkSection.BATCH_NORM_IMAGES ? BATCH_NORM : STEP;
    }
}
