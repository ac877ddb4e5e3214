package bn.experiments.bench;

import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.kernel.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The kernels that can be timed, with the default sizes. */
public enum KernelGroup {
    /** Batch norm in training, without and with ReLU. */
    BATCH_NORM("batch-norm", "NxC or NxCxE", List.of("128x256", "128x1024", "4096x256", "8192x1024"),
            size -> Activation.fused().stream().map(activation -> new BatchNormWorkload(shape(size, 2, 3), activation))),
    /** The three matrix products of a fully connected layer. */
    DENSE("dense", "NxIxO", List.of("128x784x512", "1024x1024x1024"),
            size -> Stream.of(LayerPass.values()).map(pass -> new DenseWorkload(shape(size, 3, 3), pass))),
    /** A convolution 3 x 3 and its two gradients. */
    CONVOLUTION("convolution", "NxCxHxW", List.of("128x16x32x32", "128x64x8x8"),
            size -> Stream.of(LayerPass.values()).map(pass -> new ConvolutionWorkload(shape(size, 4, 4), pass))),
    /** Softmax cross-entropy with its gradient. */
    LOSS("loss", "NxK", List.of("128x10"), size -> Stream.of(new LossWorkload(shape(size, 2, 2)))),
    /** SGD with momentum. */
    UPDATE("update", "N or NxM", List.of("1000000"), size -> Stream.of(new UpdateWorkload(shape(size, 1, 2)))),
    /** Mean and scatter matrix. */
    MOMENTS("moments", "Nxd", List.of("4096x784"), size -> Stream.of(new MomentsWorkload(shape(size, 2, 2)))),
    /** A training step of a whole network. */
    STEP("step", "NxWIDTHS", List.of("128x784-512-256-10", "128x784-1000-1000-10"), size -> Stream.of(StepWorkload.parse(size)));

    private final String label;
    private final String form;
    private final List<String> defaultSizes;
    private final Function<String, Stream<Workload>> workloads;

    KernelGroup(String label, String form, List<String> defaultSizes, Function<String, Stream<Workload>> workloads) {
        this.label = label;
        this.form = form;
        this.defaultSizes = defaultSizes;
        this.workloads = workloads;
    }

    /** The names of all. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(group -> group.label).toList();
    }

    /**
     * The kernels with a name.
     *
     * @throws InvalidRequestException if there are none; the message lists what there is
     */
    public static KernelGroup of(String label) {
        return Arrays.stream(values()).filter(group -> group.label.equals(label)).findFirst()
                .orElseThrow(() -> new InvalidRequestException("no kernels '" + label + "'; there are "
                        + String.join(", ", labels())));
    }

    /**
     * What to time.
     *
     * @param sizes for example {@code 128x256}; empty for the defaults
     * @throws InvalidRequestException if these kernels cannot have such a size
     */
    public List<Workload> workloads(List<String> sizes) {
        return (sizes.isEmpty() ? defaultSizes : sizes).stream().flatMap(this::workloads).toList();
    }

    private Stream<Workload> workloads(String size) {
        try {
            // A list, so that a wrong size is found inside the try.
            return workloads.apply(size).toList().stream();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InvalidRequestException("the kernels " + label + " have shapes " + form + ", for example "
                    + defaultSizes.get(0)
                    + ", of whole numbers from 1; got '" + size + "'");
        }
    }

    private static Shape shape(String size, int leastRank, int mostRank) {
        Shape shape = Shape.of(Arrays.stream(size.split("x", -1)).mapToInt(Integer::parseInt).toArray());
        if (shape.rank() < leastRank || shape.rank() > mostRank) {
            throw new IllegalArgumentException(size);
        }
        return shape;
    }
}
