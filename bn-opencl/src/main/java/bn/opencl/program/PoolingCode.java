package bn.opencl.program;

import bn.api.kernel.Pooling;

/** The numbers of the poolings, which device code compares. */
public final class PoolingCode {
    /** {@link Pooling#MAX}. */
    public static final int MAX = 0;
    /** {@link Pooling#AVERAGE}. */
    public static final int AVERAGE = 1;
    /** {@link Pooling#AVERAGE_WITH_PADDING}. */
    public static final int AVERAGE_WITH_PADDING = 2;

    private PoolingCode() {}

    /** The number of a pooling. */
    public static int of(Pooling pooling) {
        return switch (pooling) {
            case MAX -> MAX;
            case AVERAGE -> AVERAGE;
            case AVERAGE_WITH_PADDING -> AVERAGE_WITH_PADDING;
        };
    }
}
