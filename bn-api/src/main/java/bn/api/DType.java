package bn.api;

/** The element types that tensors have. */
public enum DType {
    /** IEEE 754 binary32. */
    FLOAT32("f32", 4, Math.ulp(1f)),
    /** IEEE 754 binary64. */
    FLOAT64("f64", 8, Math.ulp(1d));

    private final String label;
    private final int bytes;
    private final double epsilon;

    DType(String label, int bytes, double epsilon) {
        this.label = label;
        this.bytes = bytes;
        this.epsilon = epsilon;
    }

    /** The short name that commands and files use: {@code f32} or {@code f64}. */
    public String label() {
        return label;
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** The distance from 1 to the next larger number. */
    public double epsilon() {
        return epsilon;
    }

    /**
     * The dtype of a label.
     *
     * @throws InvalidRequestException if no dtype has that label
     */
    public static DType of(String label) {
        for (DType dtype : values()) {
            if (dtype.label.equals(label)) {
                return dtype;
            }
        }
        throw new InvalidRequestException("no dtype '" + label + "'; there are f32 and f64");
    }
}
