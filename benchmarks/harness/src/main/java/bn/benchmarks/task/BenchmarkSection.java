package bn.benchmarks.task;

import java.util.List;
import java.util.Locale;

/** The sections of the benchmarks, in the order in which they are run. */
public enum BenchmarkSection {
    /** Batch norm in training, forward and backward, of N x C. */
    BATCH_NORM("libtorch: batch_norm, backward"),
    /** The same of images, alone and followed by ReLU. */
    BATCH_NORM_IMAGES("libtorch: batch_norm, backward, channels last, malloc tuned",
            new Goal("bn: BatchNormalization", "libtorch: batch_norm, backward, channels last, malloc tuned", 0.8)),
    /** A convolution and its gradients. */
    CONVOLUTION("libtorch: conv2d, backward, malloc tuned",
            new Goal("bn: convolution", "libtorch: conv2d, backward, malloc tuned", 0.8)),
    /** A training step of a multilayer perceptron with batch norm. */
    STEP("libtorch: hand-written step"),
    /** A training step of a convolutional network with batch norm. */
    RESNET_STEP("libtorch: hand-written step, malloc tuned",
            new Goal("bn: step", "libtorch: hand-written step, malloc tuned", 0.7),
            new Goal("bn: step", "TensorFlow: graph", 0.9),
            new Goal("bn-opencl: step", "bn: step", 4)),
    /** Matrix products. */
    PRODUCTS("libtorch: dot"),
    /** The second moments of a data set. */
    MOMENTS("OpenBLAS: ssyrk"),
    /** A training step, with and without recording the rates of all units. */
    RATES("bn: step", new Goal("bn: step, all rates recorded", "bn: step", 1.03));

    private final Comparison comparison;

    BenchmarkSection(String reference, Goal... goals) {
        comparison = new Comparison(reference, List.of(goals));
    }

    /** What its times are compared with on a processor. */
    public Comparison comparison() {
        return comparison;
    }

    /** Its name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
