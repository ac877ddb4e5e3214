package bn.opencl.program;

import java.util.List;

/** The operations of a program. They are numbers and not an enum, because device code compares them. */
public final class Op {
    /** Does nothing; its launch creates the buffers. */
    public static final int NOTHING = 0;
    /** Sets all elements of a slice to a number. */
    public static final int FILL = 1;
    /** Copies from the large staging array to a slice. */
    public static final int LOAD_LARGE = 2;
    /** Copies from the small staging array to a slice. */
    public static final int LOAD_SMALL = 3;
    /** Copies from a slice to the large staging array. */
    public static final int STORE_LARGE = 4;
    /** Copies from a slice to the small staging array. */
    public static final int STORE_SMALL = 5;
    /** Copies one slice to another. */
    public static final int COPY = 6;
    /** ReLU. */
    public static final int RELU = 7;
    /** Backward pass of ReLU. */
    public static final int RELU_GRADIENT = 8;
    /** A step of SGD. */
    public static final int SGD = 9;
    /** Updates the running statistics with those of a batch. */
    public static final int UPDATE_RUNNING_STATISTICS = 10;
    /** Loss and correctness (0 or 1) of each example, and the gradient with respect to its outputs. */
    public static final int LOSS_ROWS = 11;
    /** The mean loss and the number of correct examples. */
    public static final int LOSS_TOTAL = 12;
    /** A matrix product, and what follows it: nothing, adding a bias, adding to the result, or a step of SGD. */
    public static final int MATMUL = 13;
    /** Sum of each column. */
    public static final int COLUMN_SUMS = 14;
    /** Forward pass of batch norm in one launch, on whole columns. */
    public static final int NORM = 15;
    /** Mean and variance of each column of each part. */
    public static final int NORM_STATISTICS = 16;
    /** Merges these into the mean and variance of each channel. */
    public static final int NORM_MERGE = 17;
    /** Normalizes with given statistics. */
    public static final int NORM_APPLY = 18;
    /** Backward pass of batch norm in one launch, on whole columns. */
    public static final int GRADIENT = 19;
    /** The sums of each column of each part that the backward pass of batch norm needs. */
    public static final int GRADIENT_SUMS = 20;
    /** Merges these into the gradients with respect to gamma and beta. */
    public static final int GRADIENT_MERGE = 21;
    /** Computes the gradient with respect to the inputs from those of gamma and beta. */
    public static final int GRADIENT_APPLY = 22;
    /** Updates the mean of a moments accumulator with that of a new block of rows. */
    public static final int MOMENTS_STEP = 23;
    /** A sum of two slices, with or without ReLU. */
    public static final int ADD = 24;
    /** A product of two slices, element by element. */
    public static final int MULTIPLY = 25;
    /** An activation other than ReLU. */
    public static final int ACTIVATION = 26;
    /** Backward pass of an activation other than ReLU. */
    public static final int ACTIVATION_GRADIENT = 27;
    /** A step of Adam. */
    public static final int ADAM = 28;
    /** Copies rows that lie apart from each other. */
    public static final int COPY_ROWS = 29;
    /** Moves images within larger or smaller ones. */
    public static final int SHIFT = 30;
    /** Multiplies each row by a number. */
    public static final int SCALE_ROWS = 31;
    /** Sum of each row, or of its products with another row. */
    public static final int ROW_SUMS = 32;
    /** Pooling. */
    public static final int POOL = 33;
    /** Backward pass of pooling. */
    public static final int POOL_GRADIENT = 34;
    /**
     * Writes the windows of images as columns of a matrix. It has a row for each element of a window of each channel and a column
     * for each position of an output. It is stored as panels of {@link Program#PANEL} columns, one after the other, each of them
     * row-major; the last panel is filled up with zeros. i0: x, from the first image on; i1: panels; i2: channels; i3, i4: the
     * columns are the positions from i3 to i4 - 1, counted from the first image on.
     */
    public static final int IM2COL = 35;
    /**
     * The gradient of {@link #IM2COL}: each input is the sum of all its copies. i0: panels; i1: receives the sums, from the first
     * image on; other arguments: as there. The sums are added to what is there if i3 is not 0.
     */
    public static final int COL2IM = 36;
    /** Depthwise convolution. */
    public static final int DEPTHWISE = 37;
    /** The gradient of a depthwise convolution with respect to the inputs. */
    public static final int DEPTHWISE_INPUT = 38;
    /** The gradient of a depthwise convolution with respect to the weights. */
    public static final int DEPTHWISE_WEIGHTS = 39;

    /** The names of the operations, by number. */
    public static final List<String> NAMES = List.of("nothing", "fill", "load large", "load small", "store large", "store small",
            "copy", "relu", "relu gradient", "sgd", "update running statistics", "loss rows", "loss total", "matmul",
            "column sums", "norm", "norm statistics", "norm merge", "norm apply", "gradient", "gradient sums", "gradient merge",
            "gradient apply", "moments step", "add", "multiply", "activation", "activation gradient", "adam", "copy rows",
            "shift",
            "scale rows", "row sums", "pool", "pool gradient", "im2col", "col2im", "depthwise", "depthwise input",
            "depthwise weights");

    private Op() {}
}
