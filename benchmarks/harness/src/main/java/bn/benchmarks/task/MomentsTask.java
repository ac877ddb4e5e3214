package bn.benchmarks.task;

/** The second moments X'X of as many examples as MNIST has. The features are bytes divided by 255. */
public final class MomentsTask {
    /** The only size. */
    public static final MomentsTask MNIST = new MomentsTask();
    /** Number of examples N. */
    public static final int EXAMPLES = 60_000;
    /** Pixels in a row or column of an image. */
    public static final int SIDE = 28;
    /** Number of features d. */
    public static final int FEATURES = SIDE * SIDE;
    /** Number of classes, for contestants that also process labels. */
    public static final int CLASSES = 10;

    private static final float WHITE = 255;

    private MomentsTask() {}

    /** Operations of a matrix product that uses the symmetry of the result: N d (d + 1). */
    public double symmetricFlops() {
        return (double) EXAMPLES * FEATURES * (FEATURES + 1);
    }

    /** Operations of a general matrix product: 2 N d^2. */
    public double flops() {
        return 2.0 * EXAMPLES * FEATURES * FEATURES;
    }

    /** The pixels, N x d. */
    public byte[] pixels() {
        return RandomData.bytes(7, EXAMPLES * FEATURES);
    }

    /** The features, N x d. */
    public float[] x() {
        byte[] pixels = pixels();
        float[] x = new float[pixels.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (pixels[i] & 0xff) / WHITE;
        }
        return x;
    }

    /** A class for each example. */
    public int[] labels() {
        return RandomData.labels(8, EXAMPLES, CLASSES);
    }

    /** Reads an element of a matrix. */
    @FunctionalInterface
    public interface Element {
        /** The element in a row and a column. */
        double at(int row, int column);
    }

    /**
     * Compares some elements of the upper triangle of X'X with float64 arithmetic. The allowed relative error is (N + 2) 2^-24,
     * since no product is negative.
     *
     * @throws IllegalStateException if they are wrong
     */
    public void check(Element moments) {
        float[] x = x();
        for (int i = 0; i < FEATURES; i += FEATURES / 4) {
            for (int j = i; j < FEATURES; j += FEATURES / 4 + 1) {
                double sum = 0;
                for (int n = 0; n < EXAMPLES; n++) {
                    sum += (double) x[n * FEATURES + i] * x[n * FEATURES + j];
                }
                if (!(Math.abs(sum - moments.at(i, j)) <= (EXAMPLES + 2) * sum * 0x1p-24)) {
                    throw new IllegalStateException("wrong: element (" + i + ", " + j + ") is " + moments.at(i, j)
                            + " instead of " + sum);
                }
            }
        }
    }

    @Override
    public String toString() {
        return "X'X of " + EXAMPLES + "x" + FEATURES;
    }
}
