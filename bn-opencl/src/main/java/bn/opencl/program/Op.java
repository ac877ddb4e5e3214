package bn.opencl.program;

import java.util.List;

/** The operations of a program. Numbers, not an enum, because device code compares them. */
public final class Op {
    /** Does nothing: creates the buffers. */
    public static final int NOTHING = 0;
    /** Sets a slice to zero. */
    public static final int CLEAR = 1;
    /** Copies from the large staging array to a slice. */
    public static final int LOAD_MANY = 2;
    /** Copies from the small staging array to a slice. */
    public static final int LOAD_FEW = 3;
    /** Copies from a slice to the large staging array. */
    public static final int STORE_MANY = 4;
    /** Copies from a slice to the small staging array. */
    public static final int STORE_FEW = 5;
    /** Copies a slice to another. */
    public static final int COPY = 6;
    /** ReLU. */
    public static final int RELU = 7;
    /** Gradient of ReLU. */
    public static final int RELU_GRADIENT = 8;
    /** A step of SGD. */
    public static final int SGD = 9;
    /** Moves running statistics. */
    public static final int TRACK = 10;
    /** For each example the loss, whether it is classified correctly, and the gradient with respect to the outputs. */
    public static final int LOSS_ROWS = 11;
    /** The mean loss and the number of correct predictions. */
    public static final int LOSS_TOTAL = 12;
    /** A matrix product and what is done with it. */
    public static final int PRODUCT = 13;
    /** Sum of each column. */
    public static final int COLUMN_SUMS = 14;
    /** Batch norm of whole columns. */
    public static final int NORM = 15;
    /** Statistics of each column of some rows. */
    public static final int NORM_STATISTICS = 16;
    /** Merges these into those of the channels. */
    public static final int NORM_MERGE = 17;
    /** Normalizes with given statistics. */
    public static final int NORM_APPLY = 18;
    /** Gradient of batch norm of whole columns. */
    public static final int GRADIENT = 19;
    /** Sums over some rows that the gradient of batch norm needs. */
    public static final int GRADIENT_SUMS = 20;
    /** Merges these into the gradients of gamma and beta. */
    public static final int GRADIENT_MERGE = 21;
    /** The gradient with respect to the inputs from those. */
    public static final int GRADIENT_APPLY = 22;
    /** Moves the mean of an accumulator of moments. */
    public static final int MOMENTS_STEP = 23;

    /** Their names, by number. */
    public static final List<String> NAMES = List.of("nothing", "clear", "load many", "load few", "store many", "store few",
            "copy", "relu", "relu gradient", "sgd", "track", "loss rows", "loss total", "product", "column sums", "norm",
            "norm statistics", "norm merge", "norm apply", "gradient", "gradient sums", "gradient merge", "gradient apply", "moments step");

    private Op() { }
}
