package bn.api.kernel;

/** What a pooling makes of the elements of a window. */
public enum Pooling {
    /** The largest element; padding does not count. The gradient goes to the first of equal ones, in row-major order. */
    MAX,
    /** The mean of the elements that are not padding. */
    AVERAGE,
    /** The mean of all elements, where padding is 0. */
    AVERAGE_WITH_PADDING
}
